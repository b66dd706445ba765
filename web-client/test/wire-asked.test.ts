import { describe, expect, it } from 'vitest'
import { CREDENTIALS, type RequestName, type Requests } from '../src/protocol/requests'
import { sample } from './wire-samples'

/** What the page asks, with every member that it may use. */
const ASKED: { readonly [Name in RequestName]?: Requests[Name] } = {
  history: { room: 'lobby', before: 100, limit: 20 },
  search: { words: 'Red, fóx', room: 'lobby', before: 70, limit: 10 },
  'message:send': { room: 'lobby', body: { text: 'Hello' }, clientId: 'c-1' },
  'message:edit': { room: 'lobby', sequence: 7, body: { text: 'Hello, @Ben' } },
  'message:delete': { room: 'lobby', sequence: 7 },
  'message:react': { room: 'lobby', sequence: 7, emoji: '👍', on: false },
  'message:edits': { room: 'lobby', sequence: 7 },
  'room:changes': { room: 'lobby', after: 2, limit: 50 },
  'room:create': { room: 'green', kind: 'private', topic: 'Trees', readOnly: true },
  'room:list': { words: 'trees', cursor: 'blue', limit: 20 },
  'room:show': { room: 'green' },
  'room:update': {
    room: 'green',
    topic: 'Trees',
    readOnly: true,
    kind: 'private',
    keepDays: 7,
    keepCount: 500,
  },
  'room:members': { room: 'green', cursor: 'user:ann', limit: 20 },
  'room:invite': { room: 'green', user: 'user:bob' },
  'room:kick': { room: 'green', user: 'user:bob' },
  'room:ban': { room: 'green', user: 'user:bob', reason: 'spam' },
  'room:unban': { room: 'green', user: 'user:bob' },
  'room:mute': { room: 'green', user: 'user:bob', forMs: 60_000 },
  'room:unmute': { room: 'green', user: 'user:bob' },
  'room:role': { room: 'green', user: 'user:bob', role: 'moderator' },
  'presence:list': { room: 'green', cursor: 'user:abe', limit: 20 },
  'direct:open': { user: 'user:bob' },
  'typing:set': { room: 'green', typing: true },
  'read:set': { room: 'green', sequence: 7 },
  'delivered:set': { room: 'green', sequence: 7 },
  'unread:list': { cursor: 'blue', limit: 20 },
  'session:refresh': { token: 'eyJ0eXAi.eyJzdWIi.c2ln' },
}

describe('what the page asks', () => {
  it.each(Object.keys(ASKED) as RequestName[])('as %s is what the server reads', (name) => {
    expect(ASKED[name]).toEqual(sample(name.replace(':', '-')))
  })

  it('around a message, and in answer to one, is as well', () => {
    const around: Requests['history'] = { room: 'lobby', around: 70, limit: 20 }
    expect(around).toEqual(sample('history-around'))
    const reply = { room: 'lobby', body: 'Hello, @Ben', replyTo: 5, files: ['f-1'] }
    expect(reply satisfies Omit<Requests['message:send'], 'clientId'>).toEqual(
      sample('message-send-reply'),
    )
  })

  it('when it connects is as well', () => {
    expect(CREDENTIALS).toEqual(sample('auth-by-cookie'))
  })
})
