import { join, members } from '../connection/catch-up'
import { LIST_LIMIT } from '../protocol/requests'
import type { ModerationActions, Outcome, RoomActions } from './actions'
import type { Chat } from './chat'

/** The most rooms that may be muted, so that the settings stay small. */
const MOST_MUTED = 500

export function roomActions(chat: Chat): RoomActions {
  const { store, link } = chat
  const open = (room: string | undefined): void => {
    if (store.state().open !== room) store.dispatch({ type: 'room-shown', room })
    chat.memory.keepLastRoom(room)
  }
  return {
    openRoom: (room) => {
      if (store.state().rooms.has(room)) open(room)
    },
    closeRoom: () => {
      open(undefined)
    },
    joinRoom: async (name) => {
      const room = name.trim().replace(/^#/, '')
      const outcome = await enter(chat, room)
      if (outcome.ok) open(room)
      return outcome
    },
    createRoom: async (wish) => {
      const room = wish.room.trim().replace(/^#/, '')
      const reply = await link.ask('room:create', { ...wish, room })
      if (!reply.ok) return reply
      const outcome = await enter(chat, room)
      store.dispatch({ type: 'room-known', record: reply.room, role: reply.role })
      if (outcome.ok) open(room)
      return outcome
    },
    openDirect: async (user) => {
      const reply = await link.ask('direct:open', { user })
      if (!reply.ok) return reply
      const outcome = await enter(chat, reply.room.room)
      store.dispatch({ type: 'room-known', record: reply.room, role: reply.role })
      if (outcome.ok) open(reply.room.room)
      return outcome
    },
    leaveRoom: async (room) => {
      const refused = store.state().rooms.get(room)?.refused !== undefined
      const reply = await link.ask('leave', room)
      // One that may not be entered any more is not in the way.
      if (!reply.ok && !refused) return reply
      store.dispatch({ type: 'room-removed', room })
      return { ok: true }
    },
    updateRoom: async (room, patch) => {
      const reply = await link.ask('room:update', { room, ...patch })
      if (reply.ok) store.dispatch({ type: 'room-known', record: reply.room, role: reply.role })
      return reply
    },
    browse: (words) => {
      store.dispatch({ type: 'browsing', words, further: false })
      void browse(chat)
    },
    browseMore: () => {
      const { status, cursor, words } = store.state().browse
      if (status !== 'done' || cursor === undefined) return
      store.dispatch({ type: 'browsing', words, further: true })
      void browse(chat, cursor)
    },
    loadMembers: (room) => {
      const known = store.state().rooms.get(room)?.members
      if (known === undefined || known.status === 'loading') return
      if (known.status === 'known' && known.cursor === undefined) return
      void members(store, link, room)
    },
    muteRoom: (room, muted) => {
      const others = store.state().settings.mutedRooms.filter((other) => other !== room)
      const mutedRooms = muted ? [...others, room].slice(-MOST_MUTED) : others
      store.dispatch({ type: 'settings-changed', change: { mutedRooms } })
    },
  }
}

async function enter({ store, link }: Chat, room: string): Promise<Outcome> {
  const known = store.state().rooms.get(room)
  if (known?.joined === true) return { ok: true }
  const outcome = await join(store, link, room)
  // A room that one was never in does not stay in the list because it was refused.
  if (!outcome.ok && known === undefined) store.dispatch({ type: 'room-removed', room })
  return outcome
}

async function browse({ store, link }: Chat, cursor?: string): Promise<void> {
  const { words } = store.state().browse
  const request = { words, limit: LIST_LIMIT, ...(cursor !== undefined && { cursor }) }
  const reply = await link.ask('room:list', request)
  if (store.state().browse.words !== words) return
  if (reply.ok) {
    const next = reply.cursor === undefined ? {} : { cursor: reply.cursor }
    store.dispatch({ type: 'browsed', words, rooms: reply.rooms, ...next })
  } else {
    const { code, message } = reply
    store.dispatch({ type: 'browse-failed', failure: { code, message } })
  }
}

export function moderationActions(chat: Chat): ModerationActions {
  const { store, link } = chat
  const gone = (room: string, user: string, why: 'kicked' | 'banned'): void => {
    store.dispatch({ type: 'member-gone', gone: { room, user, why } })
  }
  const known = (reply: Awaited<ReturnType<typeof link.ask<'room:role'>>>): Outcome => {
    if (reply.ok) store.dispatch({ type: 'member-known', member: reply.member })
    return reply
  }
  return {
    invite: async (room, user) => known(await link.ask('room:invite', { room, user })),
    kick: async (room, user) => {
      const reply = await link.ask('room:kick', { room, user })
      if (reply.ok) gone(room, user, 'kicked')
      return reply
    },
    ban: async (room, user, reason) => {
      const why = reason === undefined || reason === '' ? {} : { reason }
      const reply = await link.ask('room:ban', { room, user, ...why })
      if (reply.ok) gone(room, user, 'banned')
      return reply
    },
    unban: (room, user) => link.ask('room:unban', { room, user }),
    muteMember: async (room, user, forMs) =>
      known(await link.ask('room:mute', { room, user, forMs })),
    unmuteMember: async (room, user) => known(await link.ask('room:unmute', { room, user })),
    setRole: async (room, user, role) => known(await link.ask('room:role', { room, user, role })),
  }
}
