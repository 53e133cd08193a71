import { plainText } from './promises/plain-text.ts'

/** What a draft may point at, read once from the sources. */
export interface KnownLinks {
  /** As `targetOf` writes them. */
  targets: ReadonlySet<string>
  /** The sources' and the workspace's own hosts; their subdomains are theirs. */
  hosts: readonly string[]
  /** Everything known, digits only after each break, to find telephone numbers in. */
  digits: string
  text: string
}

const scheme = String.raw`(?:[a-z][a-z0-9+.-]{1,20}:\/\/|h(?:xx|tt)ps?:|(?:javascript|vbscript|data|mailto|tel|sms|ftp|weixin|alipays?|intent):(?=\S)|www\.|\/\/)`
const absolute = new RegExp(String.raw`${scheme}[^\s<>"'“”‘’()（）【】\[\]。，；、]{1,400}`, 'giu')
const topLevel =
  'com|net|org|io|co|uk|de|fr|eu|cn|info|biz|shop|store|site|online|app|dev|me|tv|xyz|top|club|vip|link|click|live|ru|jp|hk|tw|us|ca|au|in|nl|ch|es|it|pl|br|ly|gg|to|cc|ws|pro|page|web|cloud|tech|support|help|space|fun|icu|world|today|example|test|int|edu|gov|onion|su|tk|cf|ga|ml|la|sh|ai|im|gl|mobi|asia|name|wang|ltd|group|ink'
const dot = String.raw`(?:[.．。]|\s?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)| dot |点)\s?)`
const bare = new RegExp(
  String.raw`(?<![\p{L}\d@.-])(?:(?=[a-z0-9])[a-z0-9-]{1,63}${dot}){1,6}(?:${topLevel}|xn--[a-z0-9-]{2,40})(?![a-z0-9-])(?:\/[^\s<>"'“”）)】\]。，；、]{0,300})?`,
  'giu',
)
const address =
  /[\p{L}\d.!#$%&'*+/=?^_{|}~-]{1,64}\s?(?:[@＠]|\[at\]|\(at\))\s?[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,6}/giu
const target = /\]\(\s*<?([^)\s>]{1,400})/g
const telephone = /(?<![\d.,:/-])\+?\(?\d(?:[ ().-]{0,2}\d){6,16}(?![\d-])/g
const day = /^\d{4}-\d{2}-\d{2}$/
const handle =
  /(?:微信号?|wechat|whatsapp|telegram|qq群?|line id|skype|加[vV微])(?: ?(?:id|号码?|is|是|:|：))* ?([a-z0-9_@+-]{5,30})/giu

/** Reads what the sources link to and mention; `hosts` are the workspace's own. */
export function knownLinksIn(sources: string, visitorText: string, hosts: readonly string[]): KnownLinks {
  const own = hosts.map((host) => host.toLowerCase().replace(/^www\./, ''))
  const targets = linksOf(sources).map(targetOf)
  const linked = targets.filter((each) => /^[a-z0-9.-]+$/.test(each))
  // Their own address and number a visitor may be told; a link of theirs goes no further.
  const visitors = [...(visitorText.match(address) ?? [])].map(targetOf)
  const text = plainText(`${sources}\n${visitorText}`)
  return {
    targets: new Set([...targets, ...visitors]),
    hosts: [...own, ...linked],
    digits: text.replace(/[ ().+-]/g, ''),
    // Whom to add as a contact only the shop says.
    text: plainText(sources),
  }
}

/** The first link, address, telephone number or contact name of a text that nothing known holds. */
export function unknownLinkIn(text: string, known: KnownLinks): string | undefined {
  const link = linksOf(text).find((each) => !isKnown(targetOf(each), known))
  if (link !== undefined) return link
  const number = (text.match(telephone) ?? []).find(
    (each) => !day.test(each) && !known.digits.includes(each.replace(/\D/g, '')),
  )
  if (number !== undefined) return number
  return [...text.matchAll(handle)].find(([, name]) => !known.text.includes((name ?? '').toLowerCase()))?.[0]
}

function linksOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
  const addresses = plain.match(address) ?? []
  const rest = plain.replace(address, ' ')
  return [
    ...addresses,
    ...(rest.match(absolute) ?? []),
    ...(rest.match(bare) ?? []),
    ...Array.from(rest.matchAll(target), ([, each]) => each ?? ''),
  ]
}

/** A link as it is compared: no scheme of the web, no `www.`, no marks behind it, the host in lower case. */
function targetOf(link: string): string {
  const bareLink = link
    .replace(/\s/g, '')
    .replace(/\[\.\]|\(\.\)|\[dot\]|\(dot\)|[．。点]/giu, '.')
    .replace(/[.,;:!?*_~]+$/u, '')
    .replace(/^(?:h(?:tt|xx)ps?:)?\/\//i, '')
    .replace(/^mailto:/i, '')
    .replace(/^www\./i, '')
    .replace(/\/$/, '')
  const [host = '', ...path] = bareLink.split('/')
  return [host.toLowerCase(), ...path].join('/')
}

function isKnown(linked: string, { targets, hosts }: KnownLinks): boolean {
  if (targets.has(linked)) return true
  const [host = ''] = linked.split(/[/?#]/)
  // "shop.example@evil.com" leads to evil.com.
  if (/[@:]/.test(host)) return false
  const isOwn = hosts.some((each) => host === each || host.endsWith(`.${each}`))
  return isOwn && !/[@\\]/.test(linked)
}
