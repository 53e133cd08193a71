import type { ShopAction } from '#shared/action.ts'
import { limitsFor } from '#shared/responsibility.ts'
import type { AddressTerms, PostalAddress } from '../../../connectors/index.ts'
import type { Triage } from '../../reading/triage.ts'
import type { Decision, Turn, TurnParts } from '../../turn.ts'
import { words } from '../../words.ts'
import { call, ToolFailure, unsure } from '../call.ts'
import { act, done, propose } from '../dialogue/act.ts'
import type { Proved } from '../dialogue/prove.ts'
import { fingerprintOf, type Operation } from '../operation.ts'
import { addressIn } from '../plain.ts'
import { operatorWords } from '../words/index.ts'
import { missingIn, parseAddress } from './parse-address.ts'

type Changing = Extract<ShopAction, { tool: 'address-change' }>

/** The next step of an address change: whether it is possible, what is missing, the address shown back, the change. */
export async function advanceAddress(
  given: Operation,
  proved: Proved,
  isAgreed: boolean,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  const { language } = message
  const { number } = proved.order
  const catalogue = operatorWords[language]
  const operation = { ...given, number, language }
  const mayBeDone = isAgreed && turn.isRetry
  const terms = mayBeDone ? undefined : await termsOf(proved, parts)
  if (!mayBeDone && terms?.allowed !== true) return refused(terms?.refusal, proved, message)
  const draft = operation.address ?? parseAddress(operation.said)
  // A shop that does not say where the order goes leaves these to the visitor.
  const current = { name: terms?.current?.name || undefined, country: terms?.current?.country || undefined }
  const { name = current.name, country = current.country } = draft
  const address = { ...draft, ...(name && { name }), ...(country && { country }) }
  const going = { ...operation, address }
  if (current.country !== undefined && country !== current.country)
    return refused('other-country', proved, message)
  const missing = missingIn(address)
  if (missing) {
    return {
      outcome: 'asked',
      language,
      text: catalogue.askForAddress[missing],
      facts: { awaiting: 'operation', operation: { ...going, step: missing } },
      rule: { name: 'tool-asked' },
    }
  }
  const action: Changing = { tool: 'address-change', number, address: completed(address) }
  const shown = fingerprintOf(action, 'allowed')
  const written = addressIn(language, action.address)
  if (isAgreed && operation.shown === shown)
    return await change(action, written, proved, going, message, turn, parts)
  const text = catalogue.addressTerms(number, written)
  return {
    outcome: 'asked',
    language,
    text,
    choices: [catalogue.changeAddress, catalogue.leaveIt],
    toolResults: [{ text, facts: [] }],
    facts: {
      awaiting: 'operation',
      operation: { ...going, step: 'terms', shown },
    },
    rule: { name: 'tool-terms' },
  }
}

async function change(
  action: Changing,
  written: string,
  proved: Proved,
  operation: Operation,
  message: Triage,
  turn: Turn,
  parts: TurnParts,
): Promise<Decision> {
  const { language } = message
  const { number } = action
  const catalogue = operatorWords[language]
  const said = catalogue.unsure['address-change']
  const why = `${operation.said.slice(0, 200)} · ${number} · ${written.replaceAll('\n', ', ')}`
  if (limitsFor(parts.responsibilities, 'address-change').lead !== 'assistant') {
    return propose(action, proved.customer, why, undefined, message, parts)
  }
  try {
    const result = await act(action, proved.customer, turn, parts)
    if (result.tool !== 'address-change') throw new ToolFailure('nonsense', result)
    const now = addressIn(language, result.result)
    const text = catalogue.addressChanged(number, now)
    const outcome = { tool: 'address-change', lines: now.split('\n') } as const
    const summary = `${number}: ${now.replaceAll('\n', ', ')}`
    const decision = done(text, { tool: 'address-change', summary, outcome }, message, turn)
    return {
      ...decision,
      toolResults: [{ text, facts: [{ kind: 'action', action: 'change' }] }],
    }
  } catch (reason) {
    if (!(reason instanceof ToolFailure)) throw reason
    if (reason.kind !== 'refused')
      return unsure('address-change', reason.kind, said, `${said} ${why}`, language, parts)
    const terms = await termsOf(proved, parts)
    return refused(terms?.refusal, proved, message)
  }
}

async function termsOf({ customer, order }: Proved, parts: TurnParts): Promise<AddressTerms | undefined> {
  const { number } = order
  return await call('address-change', { step: 'check', number }, parts, async (signal) =>
    parts.shop?.addresses?.check(number, customer, signal),
  )
}

function refused(refusal: AddressTerms['refusal'], { order }: Proved, { language }: Triage): Decision {
  const text = operatorWords[language].addressRefused(refusal ?? 'unknown', order.number)
  return {
    outcome: 'answered',
    language,
    text,
    choices: [words[language].person],
    toolResults: [{ text, facts: [] }],
    facts: { awaiting: null, operation: null, misses: 0 },
    rule: { name: 'tool-refused' },
  }
}

/** Within the bounds of the action's schema, whatever the visitor wrote. */
function completed(draft: NonNullable<Operation['address']>): PostalAddress & Changing['address'] {
  const { name = '', lines = [], city = '', postalCode = '', region, country = '' } = draft
  return {
    name: name.slice(0, 100),
    lines: lines.slice(0, 4).map((line) => line.slice(0, 200)),
    city: city.slice(0, 100),
    postalCode: postalCode.slice(0, 20),
    ...(region && { region: region.slice(0, 100) }),
    country,
  }
}
