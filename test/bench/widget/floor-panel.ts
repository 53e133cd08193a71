import { h, render } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { io } from 'socket.io-client'

/** The least chat there is with the same libraries: a list, a box, a socket that is asked to echo. */
function Panel() {
  const [messages, setMessages] = useState<string[]>([])
  const box = useRef<HTMLTextAreaElement>(null)
  const [socket] = useState(() => io('/floor', { reconnection: false }))
  useEffect(() => box.current?.focus(), [])

  function pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !box.current) return
    const text = box.current.value
    setMessages((before) => [...before, text])
    socket.emit('message', text)
  }

  const style = 'position:fixed;right:20px;bottom:88px;width:400px;height:600px;background:#fff'
  const list = messages.map((message) => h('li', { key: message }, message))
  return h('section', { style }, h('ul', {}, list), h('textarea', { ref: box, onKeyDown: pressed }))
}

export function openPanel(): void {
  const root = document.createElement('div')
  document.body.append(root)
  render(h(Panel, {}), root)
}
