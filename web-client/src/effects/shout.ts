import type { Outgoing } from '../state/outbox'
import type { Settings } from '../state/settings'

/** What the tabs of one browser tell each other. */
export type Shout =
  | Readonly<{ kind: 'outgoing'; owner: string; outgoing: Outgoing }>
  | Readonly<{ kind: 'gone'; owner: string; clientId: string }>
  | Readonly<{ kind: 'read'; owner: string; room: string; sequence: number }>
  | Readonly<{ kind: 'settings'; settings: Settings }>
  | Readonly<{ kind: 'signed-out' }>

/** Tells all other tabs, never this one. */
export type Tabs = Readonly<{
  shout: (shout: Shout) => void
  listen: (listener: (shout: Shout) => void) => void
}>

/** Over a channel of the browser; without one every tab is alone. */
export function tabs(name: string): Tabs {
  if (typeof BroadcastChannel === 'undefined') {
    return { shout: () => undefined, listen: () => undefined }
  }
  const channel = new BroadcastChannel(name)
  return {
    shout: (shout) => {
      channel.postMessage(shout)
    },
    listen: (listener) => {
      // Only pages of this server can speak on it.
      channel.addEventListener('message', (event: MessageEvent<Shout>) => {
        listener(event.data)
      })
    },
  }
}
