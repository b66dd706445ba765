import type { News, NewsName } from '../protocol/news'
import type { Event } from '../state/events'
import type { State } from '../state/state'
import type { Store } from '../state/store'

type Handler<Name extends NewsName> = (
  news: News[Name],
  state: State,
  at: number,
) => readonly Event[]

/** What each thing that the server tells by itself does to the state. */
const HANDLERS: { readonly [Name in NewsName]: Handler<Name> } = {
  'session:opened': (opened) => [{ type: 'session-opened', opened }],
  'session:expiring': (expiresAt) => [{ type: 'session-expiring', expiresAt }],
  // What becomes of it is decided where one signs in.
  'session:ended': () => [],
  'message:posted': (message) => [{ type: 'posted', message }],
  'message:changed': (message) => [{ type: 'changed', message }],
  'room:changed': (record) => [{ type: 'room-known', record }],
  'room:invited': ({ room: record, by }, state, at) => [
    ...(state.rooms.has(record.room)
      ? []
      : [
          told(
            { kind: 'invited', room: record.room, direct: record.kind === 'direct', by: by.name },
            at,
          ),
        ]),
    { type: 'room-added', room: record.room },
    { type: 'room-known', record },
  ],
  'room:removed': ({ room, why }, state, at) => [
    ...(why === 'left' || !state.rooms.has(room) ? [] : [told({ kind: 'removed', room, why }, at)]),
    { type: 'room-removed', room },
  ],
  'member:joined': (member) => [{ type: 'member-known', member }],
  'member:changed': (member) => [{ type: 'member-known', member }],
  'member:left': (gone) => [{ type: 'member-gone', gone }],
  'typing:changed': (news, _, at) => [{ type: 'typing', news, at }],
  'read:moved': (news) => [{ type: 'cursor-moved', kind: 'read', news }],
  'delivered:moved': (news) => [{ type: 'cursor-moved', kind: 'delivered', news }],
  'presence:changed': (news) => [{ type: 'present', ...news }],
  // Of a room that was just left there may still be news on its way.
  'unread:changed': (unread, state) =>
    state.rooms.has(unread.room) ? [{ type: 'unread-known', unread: [unread] }] : [],
}

/** Brings what was heard into the state. */
export function hear<Name extends NewsName>(
  store: Store,
  name: Name,
  news: News[Name],
  at: number,
): void {
  for (const event of HANDLERS[name](news, store.state(), at)) store.dispatch(event)
}

type Noticed = Extract<Event, { type: 'noticed' }>

function told(notice: Noticed['notice'] & { room: string }, at: number): Noticed {
  return { type: 'noticed', key: `${notice.kind}:${notice.room}:${at}`, at, notice }
}
