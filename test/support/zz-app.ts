import { startTestApp } from './app.ts'
const app = await startTestApp({config:{port: Number(process.argv[2] ?? 3900)}})
console.log(app.base); for (const s of app.demo!.signIns) console.log(s.role, `${app.base}/console/sign-in?token=${s.secret}`)
