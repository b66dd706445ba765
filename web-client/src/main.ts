import './style/all.css'
import { createCore } from './core'
import { browserEffects } from './effects/browser'
import { keepShell } from './effects/keep-shell'
import plain from './icon.svg'
import marked from './icon-unread.svg'
import { page } from './views/page'
import { browserWorld } from './world'

/** Within this time the shell begins to be kept, even on a busy machine. */
const IDLE_MILLIS = 3_000

const root = document.getElementById('app')
if (root === null) throw new Error('The page has no #app.')

const core = createCore(await browserWorld())
void page(root, core.store, core.actions)
browserEffects(core.store, {
  icons: { plain, marked },
  openRoom: core.actions.openRoom,
  wake: core.wake,
  flush: core.flush,
})
await core.start()
if (import.meta.env.PROD) {
  whenIdle(() => {
    keepShell(core.store)
  })
}

/** Does what can wait until the page stands. */
function whenIdle(work: () => void): void {
  // Safari has no word for it.
  if ('requestIdleCallback' in window) requestIdleCallback(work, { timeout: IDLE_MILLIS })
  else setTimeout(work, IDLE_MILLIS)
}
