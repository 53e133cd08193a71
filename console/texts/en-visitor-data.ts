export const enVisitorData = {
  export: 'Export',
  exportHelp: 'Everything that is kept of this visitor, as a JSON file',
  exporting: 'Exporting…',
  erase: 'Erase…',
  title: (name: string) => `Erase ${name}?`,
  explain: (name: string) =>
    `Everything that is kept of ${name} is erased for good, on all devices: conversations with their files and notes, name and address, orders and pages they were on. Whatever is still promised to them ends too.`,
  stays: 'Defects stay in the queue without the visitor’s words. Nobody can undo this.',
  confirm: (name: string) => `Erase ${name}`,
  erasing: 'Erasing…',
  erasedDefect: 'The conversation was erased at the visitor’s request.',
}
