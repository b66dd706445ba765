import { describe, expect, it } from 'vitest'
import type { Member } from '../src/protocol/room'
import type { Event } from '../src/state/events'
import { roomName } from '../src/state/selectors'
import { ADA, after, ME, NOON, online } from './samples'

function member(user: string, more: Partial<Member> = {}): Member {
  return { room: 'lobby', user, name: user, role: 'member', banned: false, ...more }
}

function listed(members: readonly Member[], further = false): Event {
  return { type: 'members-known', room: 'lobby', members, further }
}

function lobby(...events: Event[]) {
  const room = after(...online(1), ...events).rooms.get('lobby')
  if (room === undefined) throw new Error('There is a lobby.')
  return room
}

describe('the members of a room', () => {
  it('come page by page, and anew after an absence', () => {
    const all = [listed([member('a')]), listed([member('b')], true)]
    expect([...lobby(...all).members.byId.keys()]).toEqual(['a', 'b'])
    const away: Event = { type: 'disconnected', at: 1, retryAt: 2 }
    expect(lobby(...all, away).members.status).toBe('unknown')
    expect([...lobby(...all, away, listed([member('b')])).members.byId.keys()]).toEqual(['b'])
  })

  it('say what one is oneself', () => {
    const made: Event = { type: 'member-known', member: member(ME.id, { role: 'moderator' }) }
    expect(lobby(made).role).toBe('moderator')
  })

  it('are without those who left', () => {
    const gone = { room: 'lobby', user: 'a', why: 'kicked' } as const
    const typing: Event = {
      type: 'typing',
      news: { room: 'lobby', from: { id: 'a', name: 'a' }, typing: true },
      at: NOON,
    }
    const left = lobby(listed([member('a')]), typing, { type: 'member-gone', gone })
    expect(left.members.byId.size).toBe(0)
    expect(left.typing).toEqual([])
  })

  it('have those among them who only listen, as long as they do', () => {
    const news = (online: boolean): Event => ({
      type: 'present',
      room: 'lobby',
      present: 1,
      people: [{ user: 'guest', name: 'Guest', online }],
    })
    expect(lobby(news(true)).members.byId.get('guest')?.role).toBe('guest')
    expect(lobby(news(true), news(false)).members.byId.size).toBe(0)
    expect(lobby(listed([member('guest')]), news(false)).members.byId.size).toBe(1)
  })

  it('name a direct room after the other one', () => {
    const direct: Event[] = [
      { type: 'room-added', room: 'direct:x' },
      {
        type: 'members-known',
        room: 'direct:x',
        members: [member(ME.id), member(ADA.id, { name: ADA.name })],
        further: false,
      },
    ]
    expect(roomName(after(...online(), ...direct), 'direct:x')).toBe('Ada')
  })
})

describe('who types', () => {
  const typing = (id: string, at = NOON): Event => ({
    type: 'typing',
    news: { room: 'lobby', from: { id, name: id }, typing: true },
    at,
  })

  it('is told of others alone, and lapses', () => {
    const both = [typing('a'), typing(ME.id), typing('b', NOON + 5_000)]
    expect(lobby(...both).typing.map(({ id }) => id)).toEqual(['a', 'b'])
    const later: Event = { type: 'typing-lapsed', before: NOON + 1 }
    expect(lobby(...both, later).typing.map(({ id }) => id)).toEqual(['b'])
  })

  it('is bounded', () => {
    const many = Array.from({ length: 200 }, (_, index) => typing(`user ${index}`))
    expect(lobby(...many).typing).toHaveLength(50)
  })
})

describe('how far others are', () => {
  it('is bounded, and still known of the furthest', () => {
    const news = (user: string, sequence: number): Event => ({
      type: 'cursor-moved',
      kind: 'read',
      news: { room: 'lobby', user, sequence },
    })
    const many = Array.from({ length: 1_200 }, (_, index) => news(`user ${index}`, index + 1))
    const { cursors } = lobby(...many)
    expect(cursors.size).toBeLessThanOrEqual(1_001)
    expect(Math.max(...[...cursors.values()].map(({ read }) => read))).toBe(1_200)
  })
})
