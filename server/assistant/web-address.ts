// Hosts as people write them, with or without what stands before and behind.
// Bounded and begun at the start of a word, so that hostile text is read in linear time.
const webAddress =
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{0,20}:\/\/\S*|(?<![\w.])\/\/[\w-]{1,63}\.\S*|\bwww\.\S*|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|(?<![\w.-])(?:[a-z0-9-]{1,63}\.){1,8}(?:com|net|org|xyz|info|biz|shop|store|site|online|top|club|link|click|cn|ru|io|app|test|example)(?![\w-])(?:\/\S*)?/gi

/** A text of others as our own words may quote it: nothing in it leads anywhere, by a click or by hand (invariant 11). */
export function withoutAddresses(text: string): string {
  return text.replaceAll(webAddress, '…')
}
