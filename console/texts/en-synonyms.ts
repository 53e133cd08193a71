export const enSynonyms = {
  title: 'Synonyms',
  articles: 'Articles',
  count: (count: string) => `${count} ${count === '1' ? 'group' : 'groups'}`,
  add: 'New group',
  filter: 'Find a word',
  columns: { words: 'Mean the same here', updated: 'Edited', state: 'State' },
  states: { live: 'Live', waiting: 'Next release' },
  note: 'Changes take effect with the next release.',
  readOnly: 'Your role may read synonyms, not change them.',
  empty: 'No synonyms yet',
  emptyHelp:
    'Customers use other words than your articles: nicknames, product codes, an English name in a Chinese question. The words of a group mean the same to the assistant. Everyday ones, such as “parcel” and “package”, it knows already.',
  noMatch: 'No group has this word.',
  clearFilter: 'Clear the search',
  newTitle: 'New group of synonyms',
  editTitle: 'Edit the group',
  words: 'Words that mean the same',
  wordsHelp:
    'One per line or separated by commas: 2 to 20 words or phrases, in English, Chinese or both. Endings and capital letters make no difference.',
  example: 'rucksack\nbackpack\n双肩包',
  problems: {
    empty: (word: string) => `“${word}” has no letters or digits.`,
    short: (word: string) => `“${word}” is too short: one character is a part of too many other words.`,
    long: (word: string) => `“${word}” is too long. A word or phrase has at most 60 characters.`,
    twice: (word: string) => `“${word}” is there twice.`,
    taken: (word: string, group: string) => `“${word}” is in another group already: ${group}.`,
    few: 'A group has at least two words.',
    many: 'A group has at most 20 words.',
  },
  conflict: (name: string, words: string) =>
    `${name} changed this group meanwhile to: ${words}. Save again to put your words in its place.`,
  remove: 'Remove',
  removeHelp:
    'From the next release on these are different words again. Releases that have the group keep it.',
  removeAsk: 'Remove this group?',
  released: (groups: string) =>
    `Synonyms: ${groups} ${groups === '1' ? 'group differs' : 'groups differ'} from the live release.`,
}
