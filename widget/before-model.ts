import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { PublicSite } from '#shared/site.ts'
import type { ConversationModel } from './conversation-model.ts'
import type { SessionModel } from './session-model.ts'
import type { Storage } from './storage.ts'

/** What stands before the first message, where a site wants it: nothing is sent until it is done. */
export interface BeforeModel {
  /** What the visitor is asked now. */
  step: ReadonlySignal<'consent' | 'questions' | undefined>
  /** Whether messages may go out: it is known that nothing is asked any more. */
  passed: ReadonlySignal<boolean>
  /** The server has it on record that the visitor agreed to this version of the notice. */
  agreed(version: string): void
  /** By the ids of the questions; `undefined` until they are answered, and once they have gone out. */
  answers: Signal<Record<string, string> | undefined>
}

const consentKey = 'consent'
const answersKey = 'answers'

/** @param settings of the site; `undefined` until they are known, and for good where they cannot be read: then the server asks */
export function createBeforeModel(options: {
  settings: ReadonlySignal<PublicSite | undefined>
  /** Whether `settings` are as known as they will be. */
  isKnown: ReadonlySignal<boolean>
  session: Pick<SessionModel, 'open' | 'told'>
  conversation: Pick<ConversationModel, 'snapshot'>
  storage: Storage
}): BeforeModel {
  const { settings, isKnown, session, conversation, storage } = options
  const { told } = session
  const answers = signal(readAnswers(storage))
  const version = computed(() => settings.value?.consent?.version)

  const step = computed(() => {
    // The record counts; before there is a connection, what this browser remembers.
    const agreed = told.value ? told.value.agreed : storage.get(consentKey)
    if (version.value && agreed !== version.value) return 'consent'
    if (!told.value || conversation.snapshot.value || answers.value) return undefined
    const { emailKnown } = told.value
    return settings.value?.preChat.some(({ kind }) => kind !== 'email' || !emailKnown)
      ? 'questions'
      : undefined
  })

  answers.subscribe((given) => {
    if (JSON.stringify(given) !== storage.get(answersKey))
      storage.set(answersKey, given ? JSON.stringify(given) : null)
  })

  return {
    step,
    passed: computed(() => isKnown.value && told.value !== undefined && !step.value),
    agreed(agreedTo) {
      storage.set(consentKey, agreedTo)
      told.value = { ...told.value, agreed: agreedTo }
    },
    answers,
  }
}

function readAnswers(storage: Storage): Record<string, string> | undefined {
  try {
    return JSON.parse(storage.get(answersKey) ?? '') ?? undefined
  } catch {
    return undefined
  }
}
