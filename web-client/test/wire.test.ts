import { describe, expect, it } from 'vitest'
import { NEWS, type NewsName } from '../src/protocol/news'
import { readAnswer } from '../src/protocol/replies'
import { REPLIES, type Replies, type RequestName } from '../src/protocol/requests'
import { sample } from './wire-samples'

const AT = Date.UTC(2026, 10, 22, 10)

const posted = {
  id: 'lobby:7',
  room: 'lobby',
  sequence: 7,
  at: AT,
  from: { id: 'kX3v', name: 'Ann' },
  body: { text: 'Hello' },
  clientId: 'c-1',
  change: 0,
  deleted: false,
  reactions: [],
  mentions: [],
  files: [],
}

const green = {
  room: 'green',
  kind: 'private',
  topic: 'Trees',
  readOnly: true,
  keepDays: 7,
  keepCount: 500,
}

const ann = {
  room: 'green',
  user: 'user:ann',
  name: 'Ann',
  role: 'moderator',
  mutedUntil: AT + 60_000,
  banned: false,
}

const unread = { room: 'green', sequence: 9, read: 4, delivered: 6, unread: 5, mentions: 1 }

const cursor = { room: 'green', user: 'user:ann', sequence: 7 }

/** What each sample of the server's news is to the page. */
const HEARD: Readonly<Record<NewsName, unknown>> = {
  'session:opened': { user: { id: 'user:k2j5q8', name: 'Ada' }, standing: 'user', expiresAt: AT },
  'session:expiring': AT,
  'session:ended': { code: 'EXPIRED', message: 'The token has expired. Sign in again.' },
  'message:posted': posted,
  'message:changed': {
    ...posted,
    body: { text: 'Hello, @Ben' },
    replyTo: 5,
    change: 3,
    editedAt: AT + 60_000,
    reactions: [{ emoji: '👍', users: ['user:1', 'user:2'] }],
    mentions: ['user:2', '@room'],
    files: ['f-1'],
  },
  'room:changed': green,
  'room:invited': { room: green, by: { id: 'user:bob', name: 'Bob' } },
  'room:removed': { room: 'green', why: 'kicked' },
  'member:joined': ann,
  'member:changed': ann,
  'member:left': { room: 'green', user: 'user:ann', why: 'kicked' },
  'typing:changed': { room: 'green', from: { id: 'user:ann', name: 'Ann' }, typing: true },
  'read:moved': cursor,
  'delivered:moved': cursor,
  'presence:changed': {
    room: 'green',
    present: 1,
    people: [
      { user: 'user:ann', name: 'Ann', online: true },
      { user: 'user:bob', name: 'Bob', online: false, lastSeen: AT },
    ],
    more: true,
  },
  'unread:changed': unread,
}

describe('what the server tells', () => {
  it.each(Object.keys(HEARD) as NewsName[])('as %s is understood', (name) => {
    expect(NEWS[name](sample(name.replace(':', '-')))).toEqual(HEARD[name])
  })

  it('of a deleted message is understood', () => {
    const deleted = { ...posted, body: null, change: 4, deleted: true }
    expect(NEWS['message:changed'](sample('message-deleted'))).toEqual(deleted)
  })

  it.each(Object.keys(HEARD) as NewsName[])('as %s is left out if it makes no sense', (name) => {
    if (name === 'session:ended') return
    for (const nonsense of [undefined, null, 'x', 7, [], {}]) {
      expect(NEWS[name](nonsense)).toBeUndefined()
    }
  })
})

type Answered = readonly [name: RequestName, sample: string, expected: Replies[RequestName]]

const ANSWERS: readonly Answered[] = [
  ['join', 'join-ack', { ok: true, room: 'lobby', sequence: 7, change: 3 }],
  ['history', 'history-ack', { ok: true, messages: [posted], more: true }],
  [
    'search',
    'search-ack',
    {
      ok: true,
      messages: [
        {
          ...(({ clientId, ...rest }) => rest)(posted),
          from: { id: 'user:1', name: 'Ann' },
          body: 'The red fox',
        },
      ],
      more: true,
      before: 7,
    },
  ],
  ['message:send', 'send-ack', { ok: true, id: 'lobby:7', room: 'lobby', sequence: 7, at: AT }],
  ['message:edit', 'amend-ack', { ok: true, room: 'lobby', sequence: 7, change: 3 }],
  ['message:edits', 'edits-ack', { ok: true, edits: [{ text: 'Hello', at: AT }] }],
  [
    'room:changes',
    'changes-ack',
    {
      ok: true,
      messages: [{ ...posted, body: null, change: 4, deleted: true }],
      change: 4,
      more: false,
    },
  ],
  ['room:show', 'room-ack', { ok: true, room: { ...green, kind: 'private' }, role: 'owner' }],
  [
    'room:list',
    'room-listing',
    { ok: true, rooms: [{ ...green, kind: 'private' }], cursor: 'green' },
  ],
  ['room:role', 'member-ack', { ok: true, member: { ...ann, role: 'moderator' } }],
  [
    'room:members',
    'member-listing',
    { ok: true, members: [{ ...ann, role: 'moderator' }], cursor: 'user:ann' },
  ],
  ['unread:list', 'unread-listing', { ok: true, rooms: [unread], cursor: 'green' }],
  [
    'presence:list',
    'presence-listing',
    {
      ok: true,
      present: 7,
      people: [
        { user: 'user:ann', name: 'Ann', role: 'moderator', online: true },
        { user: 'user:bob', name: 'Bob', role: 'member', online: false, lastSeen: AT },
      ],
      cursor: 'user:bob',
    },
  ],
  ['session:refresh', 'session-refreshed', { ok: true, expiresAt: AT }],
]

function read(name: RequestName, value: unknown): unknown {
  return readAnswer(value, REPLIES[name] as (given: object) => object | undefined)
}

describe('what the server answers', () => {
  it.each(ANSWERS)('to %s is understood', (name, file, expected) => {
    expect(read(name, sample(file))).toEqual(expected)
  })

  it.each(Object.keys(REPLIES) as RequestName[])('to %s may be a refusal', (name) => {
    expect(read(name, sample('refusal'))).toEqual(sample('refusal'))
  })

  it.each(Object.keys(REPLIES) as RequestName[])('to %s may be nonsense', (name) => {
    for (const nonsense of [undefined, null, 'ok', [], {}, { ok: 'true' }]) {
      expect(read(name, nonsense)).toMatchObject({ ok: false, code: 'UNKNOWN' })
    }
  })

  it('with one broken message is a refusal, lest the message be lost silently', () => {
    const page = sample('history-ack') as { messages: object[] }
    const broken = { ...page, messages: [...page.messages, { ...page.messages[0], sequence: 'x' }] }
    expect(read('history', broken)).toMatchObject({ ok: false })
  })
})
