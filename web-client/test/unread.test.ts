import { describe, expect, it } from 'vitest'
import { badge } from '../src/effects/badge'
import { type Notice, notify } from '../src/effects/notify'
import type { Event } from '../src/state/events'
import { unreadTotals } from '../src/state/selectors'
import { createStore, type Store } from '../src/state/store'
import { after, ME, message, online } from './samples'

const AWAY: Event = { type: 'visible', visible: false }

function posted(sequence: number, more: Parameters<typeof message>[1] = {}): Event {
  return { type: 'posted', message: message(sequence, more) }
}

function lobby(...events: Event[]) {
  const known = after(...online(2), ...events).rooms.get('lobby')
  return { read: known?.read, unread: known?.unread, mentions: known?.mentions }
}

describe('what is unread', () => {
  it('is what others said since one looked', () => {
    const mention = posted(4, { mentions: [ME.id] })
    expect(lobby(AWAY, posted(3), mention)).toEqual({ read: 2, unread: 2, mentions: 1 })
    const look: Event = { type: 'looked', room: 'lobby', first: 1, last: 4, atEnd: true }
    expect(lobby(AWAY, posted(3), look)).toMatchObject({ read: 2, unread: 1 })
    const back: Event = { type: 'visible', visible: true }
    expect(lobby(AWAY, posted(3), mention, look, back)).toEqual({ read: 4, unread: 0, mentions: 0 })
  })

  it('is nothing once one has answered oneself', () => {
    expect(lobby(posted(3), posted(4, { from: ME }))).toEqual({ read: 4, unread: 0, mentions: 0 })
  })

  it('is counted once however often a message comes', () => {
    expect(lobby(posted(3), posted(3))).toMatchObject({ unread: 1 })
  })

  it('is what the server counts, unless one has read on since', () => {
    const unread = { room: 'lobby', sequence: 9, read: 4, delivered: 4, unread: 5, mentions: 1 }
    const told: Event = { type: 'unread-known', unread: [unread] }
    expect(lobby(told)).toEqual({ read: 4, unread: 5, mentions: 1 })
    const read: Event = { type: 'read', room: 'lobby', sequence: 9 }
    expect(lobby(told, read, told)).toEqual({ read: 9, unread: 0, mentions: 0 })
  })

  it('of muted rooms does not count in all', () => {
    const muted: Event = { type: 'settings-changed', change: { mutedRooms: ['lobby'] } }
    expect(unreadTotals(after(...online(2), posted(3)))).toEqual({ unread: 1, mentions: 0 })
    expect(unreadTotals(after(...online(2), posted(3), muted))).toEqual({ unread: 0, mentions: 0 })
  })
})

/** A page at which somebody is, with the settings that are given. */
function page(...events: Event[]): Store {
  const store = createStore()
  for (const event of [...online(2), ...events]) store.dispatch(event)
  return store
}

describe('the title', () => {
  it('counts what is unread, and the icon is marked', () => {
    const store = page(AWAY)
    const shown = { title: '', marked: false }
    store.subscribe(
      badge(store, 'Natter', {
        title: (text) => {
          shown.title = text
        },
        icon: (unread) => {
          shown.marked = unread
        },
      }),
    )
    store.dispatch(posted(3))
    expect(shown).toEqual({ title: '(1) Natter', marked: true })
    store.dispatch({ type: 'read', room: 'lobby', sequence: 3 })
    expect(shown).toEqual({ title: 'Natter', marked: false })
  })
})

describe('a notification', () => {
  function told(...events: Event[]): { notices: Notice[]; sounds: number } {
    const store = createStore()
    const found = { notices: [] as Notice[], sounds: 0 }
    store.subscribe(
      notify(store, {
        show: (notice) => found.notices.push(notice),
        sound: () => (found.sounds += 1),
      }),
    )
    for (const event of [...online(2), ...events]) store.dispatch(event)
    return found
  }
  const wanting = (change: Partial<ReturnType<Store['state']>['settings']>): Event => ({
    type: 'settings-changed',
    change,
  })

  it('comes only if it is wanted, and without a sound', () => {
    expect(told(AWAY, posted(3))).toEqual({ notices: [], sounds: 0 })
    const notice = { room: 'lobby', direct: false, from: 'Ada', text: 'text 3' }
    expect(told(AWAY, wanting({ notify: 'all' }), posted(3))).toEqual({
      notices: [notice],
      sounds: 0,
    })
    expect(told(AWAY, wanting({ sound: true }), posted(3))).toEqual({ notices: [], sounds: 1 })
  })

  it('does not come to one who looks, nor of what one said oneself', () => {
    expect(told(wanting({ notify: 'all' }), posted(3)).notices).toEqual([])
    const mine = posted(3, { from: ME })
    expect(told(AWAY, wanting({ notify: 'all' }), mine).notices).toEqual([])
  })

  it('does not come to one who is not to be disturbed, or has muted the room', () => {
    const wanted = wanting({ notify: 'all', sound: true })
    const disturbed = wanting({ doNotDisturb: true })
    expect(told(AWAY, wanted, disturbed, posted(3))).toEqual({ notices: [], sounds: 0 })
    expect(told(AWAY, wanted, wanting({ mutedRooms: ['lobby'] }), posted(3)).notices).toEqual([])
  })

  it('comes of what mentions one alone, if that is wanted', () => {
    const wanted = wanting({ notify: 'mentions' })
    expect(told(AWAY, wanted, posted(3)).notices).toEqual([])
    expect(told(AWAY, wanted, posted(3, { mentions: ['@room'] })).notices).toHaveLength(1)
  })

  it('comes once of what was missed, not of every message', () => {
    const page: Event = {
      type: 'paged',
      room: 'lobby',
      question: { kind: 'after', after: 2, upTo: 9 },
      messages: [3, 4, 5, 6, 7, 8, 9].map((sequence) => message(sequence)),
      more: false,
    }
    expect(told(AWAY, wanting({ notify: 'all' }), page).notices).toHaveLength(1)
  })
})
