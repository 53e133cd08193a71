// The least a page can do: a button, and the chat fetched when it is pressed.
const launcher = document.createElement('button')
launcher.id = 'floor-launcher'
launcher.textContent = 'Chat'
launcher.style.cssText = 'position:fixed;right:20px;bottom:20px;width:56px;height:56px;border-radius:50%'
launcher.addEventListener('click', () => {
  import('./floor-panel.ts').then(
    ({ openPanel }) => openPanel(),
    (reason) => console.error(reason),
  )
})
document.body.append(launcher)
