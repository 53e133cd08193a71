import type { enSynonyms } from './en-synonyms.ts'

export const zhSynonyms: typeof enSynonyms = {
  title: '同义词',
  articles: '文章',
  count: (count) => `共 ${count} 组`,
  add: '新建一组',
  filter: '查找词语',
  columns: { words: '在本店意思相同', updated: '修改时间', state: '状态' },
  states: { live: '已上线', waiting: '待发布' },
  note: '修改在下次发布后生效。',
  readOnly: '你的角色只能查看同义词，不能修改。',
  empty: '还没有同义词',
  emptyHelp:
    '顾客的说法常与文章不同：昵称、型号、中文里夹的英文名。同一组的词，助手会当作一个意思。“包裹”“快件”这类常用词它本来就懂，无需添加。',
  noMatch: '没有哪一组包含这个词。',
  clearFilter: '清除查找',
  newTitle: '新建一组同义词',
  editTitle: '编辑这组同义词',
  words: '意思相同的词语',
  wordsHelp:
    '每行一个，或用逗号隔开；2 至 20 个词语，中文、英文或混用都可以。英文不分大小写和单复数，繁简通用。',
  example: '双肩包\n背包\nrucksack',
  problems: {
    empty: (word) => `「${word}」没有文字或数字。`,
    short: (word) => `「${word}」太短：单个字会出现在许多别的词里。`,
    long: (word) => `「${word}」太长，每个词语最多 60 个字符。`,
    twice: (word) => `「${word}」重复了。`,
    taken: (word, group) => `「${word}」已在另一组：${group}。`,
    few: '一组至少要有两个词。',
    many: '一组最多 20 个词。',
  },
  conflict: (name, words) => `你编辑期间，${name} 把这组改成了：${words}。再次保存将以你的内容为准。`,
  remove: '删除',
  removeHelp: '下次发布后，这些词不再当作一个意思；以往的发布不受影响。',
  removeAsk: '删除这组同义词？',
  released: (groups) => `同义词：与线上发布相比有 ${groups} 组不同。`,
}
