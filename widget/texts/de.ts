import type { Texts } from './en.ts'

export const texts: Texts = {
  direction: 'ltr',
  later: () => import('./later-de.ts').then(({ laterTexts }) => laterTexts),
  assistantMark: 'KI',
  team: 'Unser Team',
  chat: 'Kundenservice',
  close: 'Chat schließen',
  more: 'Mehr',
  talkToPerson: 'Mit dem Team sprechen',
  wantPerson: 'Ich möchte mit einem Menschen sprechen.',
  conversation: 'Unterhaltung',
  placeholder: 'Nachricht schreiben…',
  send: 'Senden',
  attach: 'Dateien anhängen',
  emoji: 'Emojis',
  add: 'Dateien oder Emojis einfügen',
  sending: 'Wird gesendet…',
  kept: 'Noch nicht gesendet',
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
  refused: 'Der Chat ist hier nicht verfügbar',
  loading: 'Der Chat wird geladen',
}
