/** Two soft notes, a fourth apart, in hertz. */
const notes = [587.33, 783.99]
const noteLength = 0.28
const loudness = 0.07
/** Messages that come together are heard once, in milliseconds. */
const pause = 1_500

let context: AudioContext | undefined
let rung = Number.NEGATIVE_INFINITY

/** Sounds once, if the visitor has touched this frame before: browsers allow no sound until then. */
export function ring(): void {
  // Whoever asks without that permission gets a warning in the console and no sound.
  if (!navigator.userActivation?.hasBeenActive) return
  const now = performance.now()
  if (now - rung < pause) return
  rung = now
  context ??= new AudioContext()
  context.resume().catch(() => {
    // The browser has thought better of it; the message is there all the same.
  })
  for (const [place, pitch] of notes.entries()) note(context, pitch, context.currentTime + place * 0.12)
}

/** One note that swells in a moment and dies away, so that nothing clicks. */
function note(audio: AudioContext, pitch: number, at: number): void {
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  tone.frequency.value = pitch
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(loudness, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + noteLength)
  tone.connect(volume).connect(audio.destination)
  tone.start(at)
  tone.stop(at + noteLength)
}
