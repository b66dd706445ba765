import { MAX_WAITING, type Outgoing } from '../state/outbox'
import { parseCommand } from '../state/commands'
import { type Draft, EMPTY_DRAFT } from '../state/room'
import { bodyTextOf, me } from '../state/selectors'
import type { Message } from '../state/state'
import { messageAt } from '../state/timeline'
import type { Actions, ComposerActions, SendOutcome } from './actions'
import { type Chat, tell } from './chat'
import { obey } from './commands'
import { attach, type Transfers } from './uploads'

/** How often the server is told that one goes on typing. */
const TYPING_MILLIS = 3_000

type Others = Omit<Actions, keyof ComposerActions>

export function composerActions(
  chat: Chat,
  transfers: Transfers,
  others: () => Others,
): ComposerActions {
  const { store, link, timers } = chat
  let told = { room: '', at: 0 }

  const draftOf = (room: string): Draft => store.state().rooms.get(room)?.draft ?? EMPTY_DRAFT
  const draft = (room: string, changed: Draft): void => {
    store.dispatch({ type: 'drafted', room, draft: changed })
  }
  const type = (room: string, typing: boolean): void => {
    const now = timers.now()
    const isTold = told.room === room && now - told.at < TYPING_MILLIS
    if (typing ? isTold : told.room !== room) return
    told = typing ? { room, at: now } : { room: '', at: 0 }
    if (store.state().connection.status === 'online') void link.ask('typing:set', { room, typing })
  }
  return {
    write: (room, text) => {
      draft(room, { ...draftOf(room), text })
      if (draftOf(room).editing === undefined) type(room, text.trim() !== '')
    },
    answer: (room, replyTo) => {
      const { text, editing } = draftOf(room)
      draft(room, { text: editing === undefined ? text : '', replyTo })
    },
    edit: (room, sequence) => {
      const message = ownMessage(chat, room, sequence)
      if (message !== undefined) draft(room, { text: bodyTextOf(message), editing: sequence })
    },
    editLast: (room) => {
      const last = lastOwn(chat, room)
      if (last === undefined) return false
      draft(room, { text: bodyTextOf(last), editing: last.sequence })
      return true
    },
    cancelAnswerOrEdit: (room) => {
      const { text, editing } = draftOf(room)
      draft(room, editing === undefined ? { text } : EMPTY_DRAFT)
    },
    send: (room) => {
      const written = draftOf(room)
      const outcome =
        written.editing === undefined
          ? post(chat, others(), room, written)
          : correct(chat, room, written, written.editing)
      if (outcome === 'sent' || outcome === 'done') {
        draft(room, EMPTY_DRAFT)
        // What was posted ends the typing by itself.
        told = { room: '', at: 0 }
      }
      return outcome
    },
    attach: (room, files) => {
      for (const file of files) attach(chat, transfers, room, file)
    },
    detach: (key) => {
      transfers.get(key)?.abort()
      transfers.delete(key)
      store.dispatch({ type: 'uploads-taken', keys: [key] })
    },
  }
}

/** Whether the server would take a body of this text. */
function isTooLarge(chat: Chat, text: string): boolean {
  const bytes = new TextEncoder().encode(JSON.stringify(text)).length
  return bytes > chat.store.state().server.maxBodyBytes
}

function post(chat: Chat, others: Others, room: string, { text, replyTo }: Draft): SendOutcome {
  const { store } = chat
  const { uploads, outbox } = store.state()
  const mine = uploads.filter((upload) => upload.room === room && upload.status !== 'failed')
  const body = text.trim()
  if (body === '' && mine.length === 0) return 'empty'
  if (isTooLarge(chat, body) || outbox.length >= MAX_WAITING) return 'too-large'
  const command = parseCommand(body)
  if (command !== undefined) return obey(chat, others, room, command) ? 'done' : 'no-command'
  if (mine.some(({ status }) => status === 'uploading')) return 'uploading'
  const outgoing: Outgoing = {
    clientId: chat.newKey(),
    room,
    text: body,
    ...(replyTo !== undefined && { replyTo }),
    files: mine.flatMap(({ file }) => (file === undefined ? [] : [file])),
    at: chat.timers.now(),
    status: 'waiting',
    attempts: 0,
  }
  store.dispatch({ type: 'composed', outgoing })
  store.dispatch({ type: 'uploads-taken', keys: mine.map(({ key }) => key) })
  return 'sent'
}

/** Brings an edit to the server. If it is refused, what was written comes back. */
function correct(chat: Chat, room: string, draft: Draft, sequence: number): SendOutcome {
  const { store, link } = chat
  const body = draft.text.trim()
  if (body === '') return 'empty'
  if (isTooLarge(chat, body)) return 'too-large'
  const before = ownMessage(chat, room, sequence)
  if (before !== undefined && bodyTextOf(before) === body) return 'done'
  void link.ask('message:edit', { room, sequence, body }).then((reply) => {
    if (reply.ok) return
    tell(chat, reply)
    const now = store.state().rooms.get(room)?.draft
    if (now?.text === '') store.dispatch({ type: 'drafted', room, draft })
  })
  return 'sent'
}

function ownMessage(chat: Chat, room: string, sequence: number): Message | undefined {
  const state = chat.store.state()
  const timeline = state.timelines.get(room)
  const message = timeline === undefined ? undefined : messageAt(timeline, sequence)
  return message?.from.id === me(state).id && !message.deleted ? message : undefined
}

function lastOwn(chat: Chat, room: string): Message | undefined {
  const state = chat.store.state()
  const { id } = me(state)
  const tail = state.timelines.get(room)?.runs.at(-1)
  return tail?.messages.findLast(({ from, deleted }) => from.id === id && !deleted)
}
