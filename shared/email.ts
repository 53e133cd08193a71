/**
 * Whether a text may be an e-mail address: something before an @ and a host with a dot after it, without blanks. What is
 * no address all the same shows when somebody writes to it; what is one must never be refused.
 */
export function looksLikeEmail(text: string): boolean {
  return text.length <= 200 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(text)
}
