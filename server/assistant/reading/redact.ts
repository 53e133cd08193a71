/** What stands where an e-mail address stood. */
export const EMAIL_MARK = '[e-mail removed]'

/** What stands where a payment card number stood. */
export const CARD_MARK = '[card number removed]'

// Local part and labels are bounded (RFC 5321: 64 and 63), so the scan stays linear on hostile text. Latin
// letters only: in Chinese the words before an address touch it, and must not vanish with it.
const LOCAL_PART = String.raw`[\p{Script=Latin}0-9.!#$%&'*+/=?^_\x60{|}~\-]{1,64}`
const LABEL = String.raw`[\p{Script=Latin}0-9\-]`
const EMAIL = new RegExp(`${LOCAL_PART}[@＠](?:${LABEL}{1,63}[.．]){1,8}${LABEL}{2,63}`, 'gu')

// At least 13 digits, in one piece or in groups parted by one blank, dot or dash; full-width digits too.
const DIGIT_RUN = /[0-9０-９](?:[ \u00a0\u3000.·–—-]?[0-9０-９]){12,}/gu
const DIGIT_GROUP = /[0-9０-９]+/gu

// By scheme: Visa; Mastercard; American Express; Diners Club; JCB, Discover, UnionPay and Maestro.
const CARD_NUMBER =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5\d|2[2-7])\d{14}|3[47]\d{13}|3[0689]\d{12}|(?:35|6\d)\d{14,17})$/

/** What stands where a telephone number stood. */
export const TELEPHONE_MARK = '[telephone number removed]'

const BETWEEN = String.raw`[ \u00a0\u3000.·–—/-]?`
/**
 * Telephone numbers as people write them: with a country code (ITU-T E.164: at most 15 digits), Chinese mobile and
 * fixed ones, North American ones, and national ones that begin with a zero and stand in groups. A number in one piece
 * that none of these begins like is an order or a parcel, and stays.
 */
const TELEPHONE = new RegExp(
  [
    String.raw`(?:\+|(?<!\d)00)(?:\(?\d\)?${BETWEEN}){7,14}\d`,
    String.raw`(?<![\p{Script=Latin}\d-])(?:86${BETWEEN})?1[3-9]\d${BETWEEN}\d{4}${BETWEEN}\d{4}(?!\d)`,
    String.raw`(?<![\p{Script=Latin}\d-])\(?0\d{2,3}\)?[ -]\d{7,8}(?!\d)`,
    String.raw`(?<![\p{Script=Latin}\d-])(?:\(\d{3}\) ?|\d{3}[.-])\d{3}[.-]\d{4}(?!\d)`,
    String.raw`(?<![\p{Script=Latin}\d-])\(?0\d{1,4}\)?[ /-]\d{2,4}(?:[ -]\d{2,4}){1,3}(?!\d)`,
  ].join('|'),
  'gu',
)

/** The text without e-mail addresses, payment card and telephone numbers: what may leave for a model service. */
export function redact(text: string): string {
  return redactTelephoneNumbers(redactCardNumbers(redactEmailAddresses(text)))
}

/** The text with every telephone number replaced by {@link TELEPHONE_MARK}. */
function redactTelephoneNumbers(text: string): string {
  return text.replace(TELEPHONE, TELEPHONE_MARK)
}

/** The text with every e-mail address replaced by {@link EMAIL_MARK}. */
export function redactEmailAddresses(text: string): string {
  return text.replace(EMAIL, EMAIL_MARK)
}

/**
 * The text with every payment card number replaced by {@link CARD_MARK}.
 *
 * A card number has the first digits and the length of a card scheme and ends with the Luhn check digit
 * (ISO/IEC 7812-1), so most order, parcel and telephone numbers stay.
 */
export function redactCardNumbers(text: string): string {
  return text.replace(DIGIT_RUN, redactRun)
}

interface DigitGroup {
  digits: string
  start: number
  end: number
}

/** One run of digit groups. A card may begin after another number, so every span of whole groups is tried. */
function redactRun(run: string): string {
  const groups = [...run.matchAll(DIGIT_GROUP)].map((match) => ({
    digits: match[0].normalize('NFKC'),
    start: match.index,
    end: match.index + match[0].length,
  }))
  let kept = ''
  let copied = 0
  for (const [first, group] of groups.entries()) {
    const end = group.start < copied ? undefined : endOfCard(groups.slice(first, first + 19))
    if (end === undefined) continue
    kept += run.slice(copied, group.start) + CARD_MARK
    copied = end
  }
  return kept + run.slice(copied)
}

/** Where the card number that starts with the first group ends; undefined when none does. */
function endOfCard(groups: DigitGroup[]): number | undefined {
  let digits = ''
  for (const group of groups) {
    digits += group.digits
    if (digits.length > 19) return undefined
    if (isCardNumber(digits)) return group.end
  }
  return undefined
}

function isCardNumber(digits: string): boolean {
  return CARD_NUMBER.test(digits) && luhnSum(digits) % 10 === 0
}

function luhnSum(digits: string): number {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum
}
