import { type Refusal, unanswered } from '../protocol/replies'
import type { Unread } from '../protocol/room'
import { LIST_LIMIT, PAGE_LIMIT } from '../protocol/requests'
import type { Store } from '../state/store'
import type { Question, Wanted } from '../state/timeline'
import { type Done, type Errand, nameOf, nextErrand } from './errands'
import type { Link } from './link'
import { pause, type Timers } from './timers'

/** How many messages a timeline begins with. */
const FIRST_PAGE = 60

/** How long to wait after a refusal that may be none later. */
const PAUSE_MILLIS = 1_000

/** So many errands run at once on a new connection; further ones leave room for what users do. */
const AT_ONCE = 20
const PACE_MILLIS = 100

/** The most pages of rooms that are asked for, so that it ends with any server. */
const MOST_LISTED = 10

type Outcome = Readonly<{ ok: true }> | Refusal

/**
 * Runs errands, one at a time, until there is none. To be called on every change of state; a new
 * connection begins with none done.
 */
export function catchUp(store: Store, link: Link, timers: Timers): () => Promise<void> {
  let running = false
  let done: Done = { listed: false, over: new Set() }
  let count = 0

  const perform = async (errand: Errand): Promise<void> => {
    count += 1
    if (count > AT_ONCE) await pause(timers, PACE_MILLIS)
    const outcome = await run(store, link, errand)
    if (outcome.ok) {
      if (errand.kind === 'list') done = { ...done, listed: true }
      // Whoever leaves the room that it entered first does not enter it again at once.
      if (errand.kind === 'enter') done = { ...done, over: new Set(done.over).add(nameOf(errand)) }
    } else if (outcome.retry) {
      await pause(timers, outcome.retryAfterMs ?? PAUSE_MILLIS)
    } else {
      done = { ...done, over: new Set(done.over).add(nameOf(errand)) }
    }
  }
  return async () => {
    if (store.state().connection.status !== 'online') {
      if (done.listed || done.over.size > 0) done = { listed: false, over: new Set() }
      count = 0
      return
    }
    if (running) return
    running = true
    try {
      while (store.state().connection.status === 'online') {
        // Looked for and stopped in one step: a change in between would not be seen.
        const errand = nextErrand(store.state(), done)
        if (errand === undefined) return
        await perform(errand)
      }
    } finally {
      running = false
    }
  }
}

async function run(store: Store, link: Link, errand: Errand): Promise<Outcome> {
  switch (errand.kind) {
    case 'list':
      return list(store, link)
    case 'enter':
    case 'join':
      return join(store, link, errand.room)
    case 'show':
      return show(store, link, errand.room)
    case 'members':
      return members(store, link, errand.room)
    case 'present':
      return present(store, link, errand.room)
    case 'read':
      return read(store, link, errand.room, errand.wanted)
  }
}

async function list(store: Store, link: Link): Promise<Outcome> {
  let cursor: string | undefined
  const rooms: Unread[] = []
  for (let page = 0; page < MOST_LISTED; page += 1) {
    const reply = await link.ask('unread:list', { limit: LIST_LIMIT, ...(cursor && { cursor }) })
    if (!reply.ok) return reply
    rooms.push(...reply.rooms)
    cursor = reply.cursor
    if (cursor === undefined) break
  }
  store.dispatch({ type: 'unread-known', unread: rooms })
  if (cursor === undefined) store.dispatch({ type: 'listed', rooms: rooms.map(({ room }) => room) })
  return { ok: true }
}

/** Enters a room, or hears it again. */
export async function join(store: Store, link: Link, room: string): Promise<Outcome> {
  const reply = await link.ask('join', room)
  if (reply.ok) {
    const { sequence, change } = reply
    store.dispatch({ type: 'room-joined', room: reply.room, sequence, change })
  } else if (!reply.retry) {
    const { code, message } = reply
    store.dispatch({ type: 'room-refused', room, failure: { code, message } })
  }
  return reply
}

export async function show(store: Store, link: Link, room: string): Promise<Outcome> {
  const reply = await link.ask('room:show', { room })
  if (reply.ok) store.dispatch({ type: 'room-known', record: reply.room, role: reply.role })
  return reply
}

export async function members(store: Store, link: Link, room: string): Promise<Outcome> {
  const cursor = store.state().rooms.get(room)?.members.cursor
  store.dispatch({ type: 'members-asked', room })
  const request = { room, limit: LIST_LIMIT }
  const reply = await link.ask('room:members', cursor ? { ...request, cursor } : request)
  if (reply.ok) {
    const { members: found, cursor: next } = reply
    const more = next === undefined ? {} : { cursor: next }
    const further = cursor !== undefined
    store.dispatch({ type: 'members-known', room, members: found, further, ...more })
  }
  return reply
}

async function present(store: Store, link: Link, room: string): Promise<Outcome> {
  let cursor: string | undefined
  for (let asked = 0; asked < MOST_LISTED; asked += 1) {
    const request = { room, limit: LIST_LIMIT }
    const reply = await link.ask('presence:list', cursor ? { ...request, cursor } : request)
    if (!reply.ok) return reply
    store.dispatch({ type: 'present', room, present: reply.present, people: reply.people })
    cursor = reply.cursor
    if (cursor === undefined) break
  }
  return { ok: true }
}

async function read(store: Store, link: Link, room: string, want: Wanted): Promise<Outcome> {
  if (want.kind !== 'changes') return page(store, link, room, want)
  const reply = await link.ask('room:changes', { room, after: want.after, limit: PAGE_LIMIT })
  if (!reply.ok) return reply
  if (reply.more && reply.change <= want.after) return unanswered('There was nothing new in it.')
  const change = reply.more ? reply.change : Math.max(reply.change, want.upTo)
  store.dispatch({ type: 'caught-up', room, messages: reply.messages, change })
  return reply
}

/** Asks for part of the history, and takes it in. */
export async function page(
  store: Store,
  link: Link,
  room: string,
  question: Question,
): Promise<Outcome> {
  const hole = holeOf(question)
  store.dispatch({ type: 'asked', room, hole })
  const reply = await link.ask('history', { room, ...bounds(question) })
  store.dispatch({ type: 'unasked', room, hole })
  if (!reply.ok) return reply
  const { messages, more } = reply
  if (more && messages.length === 0) return unanswered('The page was empty.')
  store.dispatch({ type: 'paged', room, question, messages, more })
  return reply
}

type Bounds = Readonly<{ after?: number; before?: number; around?: number; limit: number }>

function bounds(question: Question): Bounds {
  switch (question.kind) {
    case 'newest':
      return { limit: FIRST_PAGE }
    case 'after':
      return { after: question.after, limit: PAGE_LIMIT }
    case 'before':
      return { before: question.before, limit: PAGE_LIMIT }
    case 'around':
      return { around: question.sequence, limit: FIRST_PAGE }
  }
}

function holeOf(question: Question): { after: number; before: number } {
  switch (question.kind) {
    case 'newest':
      return { after: question.upTo, before: question.upTo + 1 }
    case 'after':
      return { after: question.after, before: question.after + 2 }
    case 'before':
      return { after: question.before - 2, before: question.before }
    case 'around':
      return { after: question.sequence - 1, before: question.sequence + 1 }
  }
}
