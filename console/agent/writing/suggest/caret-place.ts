const copied = [
  'boxSizing',
  'width',
  'paddingTop',
  'paddingRight',
  'paddingBottom',
  'paddingLeft',
  'borderTopWidth',
  'borderLeftWidth',
  'borderRightWidth',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'letterSpacing',
  'lineHeight',
  'textIndent',
  'wordSpacing',
] as const

/** Where a place in a text is drawn, in pixels from the corner of its field. A field does not tell; a copy of it does. */
export function caretPlace(field: HTMLTextAreaElement, index: number): { left: number; top: number } {
  const style = getComputedStyle(field)
  const copy = document.createElement('div')
  for (const name of copied) copy.style[name] = style[name]
  Object.assign(copy.style, {
    position: 'absolute',
    visibility: 'hidden',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'break-word',
  })
  copy.textContent = field.value.slice(0, index)
  const mark = document.createElement('span')
  mark.textContent = '​'
  copy.append(mark)
  document.body.append(copy)
  const place = { left: mark.offsetLeft, top: mark.offsetTop - field.scrollTop }
  copy.remove()
  return place
}
