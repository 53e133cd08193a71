export { type Mailer, MailRefused, type MailSettings, openMailer } from './mail.ts'
