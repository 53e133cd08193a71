import type { ErrorCode } from '#shared/result.ts'
import type { Texts } from './en.ts'

const refusals: Partial<Record<ErrorCode, string>> = {
  unavailable: 'Die Nachricht konnte nicht zugestellt werden.',
  'too-large': 'Die Nachricht ist zu lang. Bitte kürzen Sie sie.',
  invalid: 'Die Nachricht ist nicht lesbar. Bitte ändern Sie sie und senden Sie sie erneut.',
  conflict: 'Diese Nachricht wurde schon mit anderem Inhalt gesendet.',
  'rate-limited': 'Das waren zu viele Nachrichten auf einmal. Bitte warten Sie kurz.',
}

export const texts: Texts = {
  direction: 'ltr',
  later: () => import('./later-de.ts').then(({ laterTexts }) => laterTexts),
  assistantMark: 'KI',
  team: 'Unser Team',
  you: 'Sie',
  chat: 'Kundenservice',
  close: 'Chat schließen',
  dismiss: 'Nachricht schließen',
  more: 'Mehr',
  talkToPerson: 'Mit dem Team sprechen',
  wantPerson: 'Ich möchte mit einem Menschen sprechen.',
  conversation: 'Unterhaltung',
  placeholder: 'Nachricht schreiben…',
  send: 'Senden',
  attach: 'Dateien anhängen',
  emoji: 'Emojis',
  add: 'Dateien oder Emojis einfügen',
  tooLong: (over) => `${over} Zeichen zu viel`,
  lengthOf: (length, most) => `${length} von ${most}`,
  sending: 'Wird gesendet…',
  kept: 'Noch nicht gesendet',
  sent: 'Gesendet',
  tryAgain: 'Erneut versuchen',
  remove: 'Entfernen',
  newMessages: 'Neue Nachrichten',
  typing: (name) => `${name} schreibt…`,
  progress: {
    thinking: 'Ich überlege…',
    searching: 'Ich sehe nach…',
    writing: 'Ich schreibe…',
    acting: 'Ich frage in den Systemen des Shops nach…',
  },
  status: {
    queued: 'Warten auf unser Team',
    assigned: (name) => `${name} ist für Sie da`,
    resolved: 'Beendet',
  },
  offline:
    'Keine Verbindung. Ihre Nachrichten bleiben gespeichert und werden gesendet, sobald sie wieder da ist.',
  failed: 'Das hat nicht geklappt.',
  refusal: (error) => refusals[error] ?? 'Die Nachricht wurde nicht angenommen.',
  refused: 'Der Chat ist hier nicht verfügbar',
  loading: 'Der Chat wird geladen',
}
