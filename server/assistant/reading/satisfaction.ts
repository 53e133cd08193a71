import type { Language } from '#shared/knowledge.ts'
import { languageOf, normalise } from '../../knowledge/index.ts'
import { moodOf } from '../mood/mood.ts'
import { buttonsOf } from '../operator/words/index.ts'
import type { Decision, Turn } from '../turn.ts'
import { asksForPerson } from './person-request.ts'
import { sentimentOf } from './sentiment.ts'

/** One message of a conversation, oldest first. */
export interface SpokenTurn {
  who: 'visitor' | 'assistant' | 'agent'
  text: string
  language?: Language
}

/** What a whole conversation shows about its visitor, each 0 to 1. */
interface Signs {
  unhappy: number
  unhappyBefore: number
  angry: number
  happy: number
  thanks: number
  repeats: number
  corrects: number
  assistantRepeats: number
  assistantFailed: number
  failures: number
  wantsPerson: number
  long: number
}

/**
 * Weights set by hand, in units of log odds, from what agents tell: a visitor who has to ask again or to correct is
 * lost sooner than one who complains once; a refusal counts little, several count; thanks outweigh a complaint.
 * Nothing is fitted: there is no set of rated conversations that we may train on.
 */
const weights: Readonly<Record<keyof Signs, number>> = {
  unhappy: 1.7,
  unhappyBefore: 1.3,
  angry: 3,
  happy: -1.3,
  thanks: -1.2,
  repeats: 1.5,
  corrects: 1.2,
  assistantRepeats: 1,
  assistantFailed: 0.9,
  failures: 0.9,
  wantsPerson: 0.8,
  long: 0.5,
}
/** Log odds of a visitor who has shown nothing yet: most are content. */
const START = -2.2

/** Dissatisfied at this, and leaning so at the message before: people take over though no message was angry. */
const dissatisfiedAt = 0.75
const leaningAt = 0.5

/** Older messages are not read: a mood does not last longer. */
const MOST_TURNS = 16
const MAX_TEXT = 600

const CORRECTION =
  /^(?:no\b(?! (?:problem|worries|thank|that'?s all|i'?m good|more|need))|nope|wrong|that'?s (?:not|wrong)|not (?:what|that|the)|i (?:said|meant|asked|already|just told|didn'?t (?:ask|say|mean))|as i said|again[,:]|but i|you (?:didn'?t|don'?t|haven'?t|misunder)|what\?|huh)|\b(?:you(?:'re| are) not (?:listening|answering|understanding|helping)|doesn'?t (?:answer|help)|didn'?t (?:answer|help|work)|not what i (?:asked|said|meant|want|need)|already (?:told|said|asked|gave)|still (?:not|no|doesn'?t|isn'?t|waiting))\b|^(?:不是|不对|错了|我说的|我问的|我是问|都说了|说过了|不行|没用|还是不)|(?:答非所问|听不懂|没听懂|看不懂人话|我问的是|不是这个意思|说了(?:几|多少|好几)遍|还是(?:没|不)(?:解决|行|懂|明白|对))/
const THANKS =
  /\b(?:thanks?|thank you|thx|cheers|that helps|that works)\b|(?<!\bnot (?:so |very |exactly |that )?|n't )\b(?:perfect|great|awesome)\b|谢谢|多谢|感谢|辛苦|太好了|(?<![没未])解决了(?![吗没么])|(?<!不)明白了(?![吗没么])/
const FAILURE =
  /\b(?:sorry|apologi[sz]e|unfortunately|(?:i|we) (?:can ?not|can'?t|could ?n'?t|could not|don'?t|do not|am not able|am unable|was unable|were unable)(?: \w+){0,2} (?:find|help|understand|know|have|do|see|book|check|answer)|no (?:results?|matches|information|availability)|not available|unavailable|(?:there (?:are|is) no)|rephrase|try again|did not understand|didn'?t (?:get|catch|understand))\b|抱歉|对不起|不好意思|没有找到|没找到|找不到|无法|不能(?:回答|帮|办)|换(?:个|种)说法|没(?:听|看)懂|暂时(?:没有|不)/

/** The chance that the visitor is dissatisfied now, after the last of their messages, 0 to 1. */
export function dissatisfactionOf(turns: readonly SpokenTurn[]): number {
  const signs = signsOf(turns)
  if (signs === undefined) return 0
  let odds = START
  for (const [sign, weight] of Object.entries(weights)) odds += weight * signs[sign as keyof Signs]
  return Math.round((1 / (1 + Math.exp(-odds))) * 1000) / 1000
}

/** Whether satisfaction has clearly fallen: over at least two messages of the visitor, not by one alone. */
export function isFalling(turns: readonly SpokenTurn[], now = dissatisfactionOf(turns)): boolean {
  if (now < dissatisfiedAt) return false
  const last = turns.findLastIndex(({ who }) => who === 'visitor')
  const signs = signsOf(turns)
  // Somebody who tries one order number after the other repeats and is refused, and is not unhappy with us.
  if (signs === undefined || Math.max(signs.unhappy, signs.unhappyBefore, signs.angry) < 0.4) return false
  const before = turns.slice(0, Math.max(0, last))
  return before.some(({ who }) => who === 'visitor') && dissatisfactionOf(before) >= leaningAt
}

const buttons: ReadonlySet<string> = new Set([...buttonsOf('en'), ...buttonsOf('zh')])

/** How a conversation goes for its visitor. */
export interface Course {
  satisfaction: number
  isFalling: boolean
}

export function courseOf(turn: Turn, language: Language): Course {
  // Our own button "It is faulty or damaged" tells a reason, not a mood, and pressed twice it is no repetition.
  const isButton = (text: string) => buttons.has(text.trim())
  const spoken: SpokenTurn[] = [
    ...turn.history.map(({ sender, text }) => ({ who: sender, text })),
    { who: 'visitor', text: turn.text, language },
  ]
  const turns = spoken.filter(({ who, text }) => who !== 'visitor' || !isButton(text))
  const dissatisfied = dissatisfactionOf(turns)
  return {
    satisfaction: Math.round((1 - dissatisfied) * 100) / 100,
    isFalling: isFalling(turns, dissatisfied),
  }
}

/** A change smaller than this is not worth an event of its own in the log. */
const NOTEWORTHY = 0.25

/** The decision with what the case file learns of the visitor's satisfaction, where it has changed. */
export function noted({ satisfaction }: Course, turn: Turn, decision: Decision): Decision {
  if (Math.abs(satisfaction - (turn.caseFile.satisfaction ?? 0.9)) < NOTEWORTHY) return decision
  return { ...decision, facts: { ...decision.facts, satisfaction } }
}

/** Undefined where the visitor has said nothing yet. */
function signsOf(all: readonly SpokenTurn[]): Signs | undefined {
  const turns = all.slice(-MOST_TURNS).map((turn) => ({ ...turn, text: turn.text.slice(0, MAX_TEXT) }))
  const place = turns.findLastIndex(({ who }) => who === 'visitor')
  const last = turns[place]
  if (last === undefined) return undefined
  const before = turns.slice(0, place)
  const own = before.filter(({ who }) => who === 'visitor')
  const assistant = before.filter(({ who }) => who === 'assistant')
  const plain = normalise(last.text).replace(/’/g, "'").trim()
  const now = feelingOf(last)
  let earlier = 0
  let weight = 0
  for (const [age, turn] of own.toReversed().slice(0, 4).entries()) {
    earlier += 0.6 ** age * feelingOf(turn).unhappy
    weight += 0.6 ** age
  }
  const answers = assistant.slice(-4)
  const latest = answers.at(-1)
  return {
    ...now,
    unhappyBefore: weight === 0 ? 0 : earlier / weight,
    thanks: isThanks(last.text) ? 1 : 0,
    repeats: Math.max(0, ...own.slice(-4).map((turn) => likeness(turn.text, last.text))),
    corrects: CORRECTION.test(plain) ? 1 : 0,
    assistantRepeats: Math.max(
      0,
      ...answers.slice(0, -1).map((turn) => (latest === undefined ? 0 : likeness(turn.text, latest.text))),
    ),
    assistantFailed: latest !== undefined && failed(latest.text) ? 1 : 0,
    failures: Math.min(1, answers.filter(({ text }) => failed(text)).length / 3),
    wantsPerson: asksForPerson(plain) ? 1 : 0,
    long: Math.min(1, own.length / 8),
  }
}

function feelingOf({ text, language }: SpokenTurn): Pick<Signs, 'unhappy' | 'angry' | 'happy'> {
  const read = language ?? languageOf(text, 'en')
  const { score, anger } = sentimentOf(text, read)
  const mood = moodOf(text, read)
  if (mood === undefined) return { unhappy: Math.max(0, -score), angry: anger, happy: Math.max(0, score) }
  const polar = 1 - mood.neutral
  // A bad experience told calmly counts as much as an unhappy tone.
  const unhappy = (polar * (1 - mood.positive) + mood.unhappy) / 2
  return { unhappy, angry: anger, happy: polar * mood.positive }
}

/** Whether a message thanks, or says that something helped. */
export function isThanks(text: string): boolean {
  return THANKS.test(normalise(text).replace(/’/g, "'").trim())
}

function failed(text: string): boolean {
  return FAILURE.test(normalise(text).replace(/’/g, "'"))
}

/**
 * How much two messages say the same in the same words: shared pairs of letters or characters (Dice), 0 below half of
 * them. The engine's own likeness finds what is asked about the same thing, which a new question is as well.
 */
function likeness(one: string, other: string): number {
  const first = pairsOf(one)
  const second = pairsOf(other)
  if (first.size < 4 || second.size < 4) return 0
  let shared = 0
  for (const pair of first) if (second.has(pair)) shared += 1
  const dice = (2 * shared) / (first.size + second.size)
  return dice < 0.5 ? 0 : dice
}

function pairsOf(text: string): Set<string> {
  const plain = normalise(text).replace(/[^\p{Letter}\p{Number}]+/gu, ' ')
  const size = /\p{Script=Han}/u.test(plain) ? 2 : 3
  const pairs = new Set<string>()
  for (let at = 0; at + size <= plain.length; at += 1) pairs.add(plain.slice(at, at + size))
  return pairs
}
