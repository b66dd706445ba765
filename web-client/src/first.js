// Runs before anything is drawn, so that the first picture is the right one: the chosen colours, and
// the outline of the page that is going to stand there. Whoever was here before is taken for here.
{
  const read = (name) => {
    try {
      return JSON.parse(localStorage.getItem(`natter.${name}`))
    } catch {
      return null
    }
  }
  const { dataset, style } = document.documentElement
  const { theme, density } = read('settings') ?? {}
  if (typeof theme === 'string') dataset.theme = theme
  if (typeof density === 'string') dataset.density = density
  const isKnown = read('identity') !== null
  dataset.outline = isKnown ? 'chat' : 'door'
  if (isKnown) {
    const room = read('room')
    // What a direct room is called is not known yet.
    const isNamed = typeof room === 'string' && !room.startsWith('direct:')
    if (isNamed) style.setProperty('--outline-room', JSON.stringify(`#${room}`))
    for (const link of document.querySelectorAll('link[rel="chat"]')) link.rel = 'modulepreload'
  }
}
