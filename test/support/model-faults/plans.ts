import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Script } from '../model-server.ts'

/** What a model is asked for in a turn: the second reading, a tool, the answer, and the answer once more. */
export const steps = ['reading', 'tools', 'answer', 'retry'] as const
export type Step = (typeof steps)[number]

const long = 'It takes a while, and then some more time passes, as the list of all countries says [1]. '
/** Every way to fail. What takes its time takes longer than any deadline here, unless it says otherwise. */
export const faults: Record<string, Script> = {
  stalls: { kind: 'stall' },
  'hangs in the stream': { kind: 'slow', delay: 600_000 },
  drips: { kind: 'slow', delay: 120, text: long.repeat(3) },
  'drips until the deadline': { kind: 'slow', delay: 400, text: long.repeat(10) },
  'sends 100 kB': { kind: 'long', characters: 100_000 },
  'writes the wrong language': { kind: 'wrong-language' },
  'cuts the stream': { kind: 'cut', text: long },
  'sends garbage': { kind: 'garbage' },
  'fails in the stream': { kind: 'error' },
  'ends without an end': { kind: 'answer', text: long, finish: null },
  'ends for its length': { kind: 'answer', text: long, finish: 'length' },
  'answers 429': { kind: 'status', status: 429 },
  'answers 500': { kind: 'status', status: 500 },
  'answers 503': { kind: 'status', status: 503 },
  'answers 401': { kind: 'status', status: 401 },
  'sends elsewhere': { kind: 'redirect', to: 'http://127.0.0.1:1/v1/chat/completions' },
  'refuses the content': { kind: 'refuse' },
  'says nothing': { kind: 'obey', text: '' },
  'cites nothing': { kind: 'obey', text: 'Trust me, it is quick.' },
  lies: { kind: 'lie' },
  'thinks aloud without end': { kind: 'obey', text: `<think>${'hm '.repeat(4_000)}` },
  'gives another form': { kind: 'structured', value: { answer: ['yes', { no: null }] } },
  'calls what it was not offered': {
    kind: 'tools',
    calls: [{ name: 'refund', arguments: { amount: 4711 } }],
  },
}
export const faultNames = Object.keys(faults)

/** One turn: what the visitor says, and which fault meets it where. */
export interface Planned {
  text: string
  language: 'en' | 'zh'
  step: Step | 'none'
  fault: string
}

const things = {
  en: 'tent,jacket,lantern,stove,rope,boots,bottle,headlamp,hammock,backpack,gloves,compass,mat,chair,filter,knife,poles,socks,cap,towel'.split(
    ',',
  ),
  zh: '帐篷,外套,提灯,炉头,绳子,靴子,水壶,头灯,吊床,背包,手套,指南针,睡垫,椅子,滤水器,小刀,登山杖,袜子,帽子,毛巾'.split(
    ',',
  ),
}
const smallTalk = {
  en: ['Hello there', 'Thank you very much', 'Bye then'],
  zh: ['你好呀', '谢谢你们', '再见了'],
}
const colours = {
  en: 'red,blue,green,black,white,grey,yellow,brown,orange,pink'.split(','),
  zh: '红色,蓝色,绿色,黑色,白色,灰色,黄色,棕色,橙色,粉色'.split(','),
}

/** Every fault at every step in turn, in both languages, with small talk in between. Every text stands once. */
export async function plansFor(turns: number, names: readonly string[]): Promise<Planned[]> {
  const sure = { en: await questionsIn('en'), zh: await questionsIn('zh') }
  const counts = { en: 0, zh: 0 }
  return Array.from({ length: turns }, (_, place): Planned => {
    const round = Math.floor(place / (names.length * steps.length))
    const language = (place + Math.floor(place / steps.length) + round) % 2 === 0 ? 'en' : 'zh'
    const count = counts[language]++
    const thing = `${colours[language][Math.floor(count / 20) % 10]}${language === 'en' ? ' ' : ''}${things[language][count % 20]}`
    const step = steps[place % steps.length] ?? 'answer'
    const fault = names[Math.floor(place / steps.length) % names.length] ?? ''
    if (place % 25 === 24)
      return { text: smallTalk[language][count % 3] ?? '', language, step: 'none', fault }
    const texts = {
      reading: {
        en: `the ${thing} I got is nowhere to be seen, what now`,
        zh: `那个${thing}一直没见着影，咋整`,
      },
      tools: {
        en: `please do with my ${thing} parcel what its label says`,
        zh: `请按${thing}包裹上写的帮我办一下`,
      },
      answer: { en: sure.en[count % sure.en.length] ?? '', zh: sure.zh[count % sure.zh.length] ?? '' },
    }
    return { text: texts[step === 'retry' ? 'answer' : step][language], language, step, fault }
  })
}

/** Phrasings of the demo's articles, each once, without what JSON writes otherwise. */
async function questionsIn(language: 'en' | 'zh'): Promise<string[]> {
  const folder = join(import.meta.dirname, '..', '..', '..', 'knowledge-base', 'articles', language)
  const lists = await Promise.all(
    (await readdir(folder)).sort().map(async (name) => {
      const [, matter = ''] = /^---\n(.*?)\n---\n/s.exec(await readFile(join(folder, name), 'utf8')) ?? []
      return Array.from(matter.matchAll(/^\s+- "?(.*?)"?$/gm), ([, each = '']) => each)
    }),
  )
  // The first phrasing of each article, then the second: not one article all the time.
  const most = Math.max(...lists.map((each) => each.length))
  const all = Array.from({ length: most }, (_, place) => lists.flatMap((each) => each[place] ?? [])).flat()
  const short = new Set(all.filter((each) => each.length >= 6 && !/["\\<>]/.test(each)))
  return [...short].filter((each) => ![...short].some((other) => other !== each && each.includes(other)))
}
