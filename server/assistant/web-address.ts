// Hosts as people write them, with or without what stands before and behind.
const webAddress =
  /[a-z][a-z0-9+.-]{0,20}:\/\/\S*|(?<![\w.])\/\/[\w-]+\.\S*|\bwww\.\S*|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.-])(?:[a-z0-9-]+\.)+(?:com|net|org|xyz|info|biz|shop|store|site|online|top|club|link|click|cn|ru|io|app|test|example)(?![\w-])(?:\/\S*)?/gi

/** A text of others as our own words may quote it: nothing in it leads anywhere, by a click or by hand (invariant 11). */
export function withoutAddresses(text: string): string {
  return text.replaceAll(webAddress, '…')
}
