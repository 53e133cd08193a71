/** What people write to a shop, and little else: no data file, no search, no skin tones to choose from. */
export const emojiGroups = {
  faces:
    '😀 😄 😁 😅 😂 🙂 😉 😊 😍 😘 😋 😎 🤗 🤔 🤨 😐 😏 😌 😔 😴 😷 🤒 😵 🥳 😕 😟 😮 😳 🥺 😢 😭 😱 😤 😠 😡 🤯',
  hands: '👍 👎 👌 🤞 🤝 👏 🙌 🙏 👋 ✌️ 👉 👈 👆 👇 💪 ✍️',
  hearts: '❤️ 🧡 💛 💚 💙 💜 🤍 💔 💕 🎉 🎁 🎂 🎈 🌹 ✨ 🔥',
  shopping: '📦 🚚 ✈️ 🛒 🛍️ 💳 💰 🧾 🏠 📍 📅 ⏰ 📞 📧 📷 🔧 👕 👗 👟 👜 🧥 ⌚ 📱 💻',
  nature: '☀️ 🌧️ ❄️ 🌈 🌲 🌸 🐶 🐱 🏕️ ⛰️ 🌊 🍎 🍕 ☕ 🍰 🍷',
  signs: '✅ ❌ ⚠️ ❓ ❗ 💯 ➕ 🔁 ⬆️ ⬇️ ➡️ ⬅️',
} as const

export type EmojiGroup = keyof typeof emojiGroups

/** How many of the last used come first. */
export const mostRecent = 8

/** The last used first, each once. Pure. */
export function withRecent(recent: readonly string[], used: string): string[] {
  return [used, ...recent.filter((each) => each !== used)].slice(0, mostRecent)
}

/** What was kept, whoever wrote it: only signs that are in the groups. */
export function readRecent(kept: string | null): string[] {
  const known = new Set(Object.values(emojiGroups).join(' ').split(' '))
  return [...new Set((kept ?? '').split(' '))].filter((each) => known.has(each)).slice(0, mostRecent)
}
