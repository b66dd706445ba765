import { describe, expect, it } from 'vitest'
import type { Event } from '../src/state/events'
import { reached } from '../src/state/receipts'
import { type MessageRow, type Row, timelineRows } from '../src/state/rows'
import { ADA, after, ME, message, messages, NOON, online, outgoing } from './samples'

function rows(...events: Event[]): readonly Row[] {
  return timelineRows(after(...events), 'lobby')
}

function kinds(...events: Event[]): string[] {
  return rows(...events).map((row) => row.kind)
}

function shown(...events: Event[]): MessageRow[] {
  return rows(...events).filter((row) => row.kind === 'message')
}

function posted(...args: Parameters<typeof message>): Event {
  return { type: 'posted', message: message(...args) }
}

describe('the rows of a timeline', () => {
  it('begin with the start of the room and the day', () => {
    expect(kinds(...online(2))).toEqual(['start', 'day', 'message', 'message'])
  })

  it('name the sender once for messages that follow each other soon', () => {
    const later = NOON + 3_600_000
    const all = shown(...online(2), posted(3, { from: ME }), posted(4, { from: ME, at: later }))
    expect(all.map(({ leads }) => leads)).toEqual([true, false, true, true])
  })

  it('divide days, and none twice where a clock went back', () => {
    const tomorrow = NOON + 24 * 3_600_000
    const all = [posted(2, { at: tomorrow }), posted(3, { at: NOON }), posted(4, { at: tomorrow })]
    expect(kinds(...online(1), ...all)).toEqual([
      ...['start', 'day', 'message', 'day', 'message', 'message', 'message'],
    ])
  })

  it('show a gap where messages are not here, and what is no longer kept', () => {
    const found = rows(
      ...online(0),
      {
        type: 'paged',
        room: 'lobby',
        question: { kind: 'before', before: 20, upTo: 20 },
        messages: [message(15), message(19)],
        more: true,
      },
      posted(30),
    )
    expect(found.filter(({ kind }) => kind !== 'message' && kind !== 'day')).toEqual([
      { kind: 'start', key: 'start' },
      { kind: 'gap', key: 'gap:15', after: 0, before: 15, loading: false },
      { kind: 'missing', key: 'missing:16', count: 3 },
      { kind: 'gap', key: 'gap:30', after: 19, before: 30, loading: false },
    ])
  })

  it('divide what is unread, from the opening of the room on', () => {
    const unread = { room: 'lobby', sequence: 5, read: 3, delivered: 3, unread: 2, mentions: 0 }
    const [entered, connected, ...rest] = online(5)
    if (entered === undefined || connected === undefined) throw new Error('There are more.')
    const opened: Event[] = [
      entered,
      connected,
      { type: 'unread-known', unread: [unread] },
      ...rest,
    ]
    expect(rows(...opened).findIndex(({ kind }) => kind === 'unread')).toBe(5)
    const read: Event = { type: 'looked', room: 'lobby', first: 1, last: 5, atEnd: true }
    expect(kinds(...opened, read)).toContain('unread')
    expect(kinds(...opened, { type: 'divider-dismissed', room: 'lobby' })).not.toContain('unread')
    expect(kinds(...opened, posted(6, { from: ME }))).not.toContain('unread')
  })

  it('do not divide what comes while somebody looks at it', () => {
    expect(kinds(...online(2), posted(3))).not.toContain('unread')
    const away: Event = { type: 'visible', visible: false }
    expect(kinds(...online(2), away, posted(3), posted(4))).toContain('unread')
  })

  it('do not divide what comes while the last message is seen, though the list rests', () => {
    const looked = (last: number, atEnd: boolean): Event => {
      return { type: 'looked', room: 'lobby', first: 1, last, atEnd }
    }
    expect(kinds(...online(2), looked(2, false), posted(3))).not.toContain('unread')
    const back = [looked(1, false), looked(2, true), posted(3)]
    expect(kinds(...online(2), ...back)).not.toContain('unread')
    expect(kinds(...online(2), looked(1, false), posted(3))).toContain('unread')
  })

  it('end with what is not stored yet, which keeps its key when it is', () => {
    const written: Event = { type: 'composed', outgoing: outgoing('a') }
    const before = rows(...online(1), written).at(-1)
    expect(before).toMatchObject({ key: 'own:a', mark: 'waiting', own: true, sequence: 0 })
    const stored = posted(2, { clientId: 'a', from: ME })
    expect(rows(...online(1), written, stored).at(-1)).toMatchObject({
      key: 'own:a',
      mark: 'stored',
      own: true,
      sequence: 2,
    })
  })

  it('mark how far a message of one’s own has come', () => {
    const mine = posted(2, { from: ME })
    const news = { room: 'lobby', user: ADA.id, sequence: 2 }
    const moved = (kind: 'read' | 'delivered'): Event => ({ type: 'cursor-moved', kind, news })
    const mark = (...events: Event[]) => shown(...online(1), mine, ...events).at(1)?.mark
    expect(mark()).toBe('stored')
    expect(mark(moved('delivered'))).toBe('delivered')
    expect(mark(moved('delivered'), moved('read'))).toBe('read')
    expect(mark(posted(3))).toBe('read')
  })

  it('count in a group who has read them, and say no more than is known', () => {
    const mine = posted(2, { from: ME })
    const read = (user: string, sequence: number): Event => {
      return { type: 'cursor-moved', kind: 'read', news: { room: 'lobby', user, sequence } }
    }
    const readers = (...events: Event[]) => shown(...online(1), mine, ...events).at(1)?.readers
    expect(readers()).toBeUndefined()
    expect(readers(read(ME.id, 2), read(ADA.id, 1))).toBeUndefined()
    expect(readers(read(ADA.id, 2), read('user:eve', 7), read('user:joe', 1))).toBe(2)
    const others = { read: 2, delivered: 2 }
    const facts = { room: 'lobby', draft: '', read: 0, activeAt: 0, others }
    expect(readers({ type: 'room-kept', kept: facts })).toBe(1)
    const cursors = [[ADA.id, others] as const, ['user:eve', others] as const]
    expect(readers({ type: 'room-kept', kept: { ...facts, cursors } })).toBe(2)
  })

  it('count nobody in a direct room, which has one other', () => {
    const record = { room: 'lobby', kind: 'direct', topic: '', readOnly: false } as const
    const answer = [posted(2, { from: ME }), posted(3)]
    const [, row] = shown(...online(1), { type: 'room-known', record }, ...answer)
    expect(row).toMatchObject({ mark: 'read' })
    expect(row?.readers).toBeUndefined()
  })

  it('know by name whom one’s own message has reached', () => {
    const moved = (kind: 'read' | 'delivered', user: string): Event => {
      return { type: 'cursor-moved', kind, news: { room: 'lobby', user, sequence: 2 } }
    }
    const state = after(
      ...online(1),
      posted(2, { from: ME }),
      ...[moved('read', ADA.id), moved('delivered', 'user:eve'), moved('read', ME.id)],
    )
    expect(reached(state, 'lobby', 2)).toEqual({ read: [ADA.id], delivered: ['user:eve'] })
    expect(reached(state, 'elsewhere', 2)).toEqual({ read: [], delivered: [] })
  })

  it('know what was answered, edited, deleted and reacted to', () => {
    const reactions = [{ emoji: '👍', users: [ADA.id, ME.id] }]
    const [first, second] = shown(
      ...online(2),
      { type: 'changed', message: message(1, { change: 1, deleted: true, body: null }) },
      { type: 'changed', message: message(2, { change: 2, replyTo: 1, reactions, editedAt: 7 }) },
    )
    expect(first).toMatchObject({ deleted: true, text: '' })
    expect(second).toMatchObject({
      editedAt: 7,
      reply: { sequence: 1, from: ADA, text: '', deleted: true },
      reactions: [{ emoji: '👍', mine: true }],
    })
  })

  it('have different keys', () => {
    const keys = rows(...online(20), posted(40)).map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('are the same objects as before where nothing changed', () => {
    const state = after(...online(5))
    const before = timelineRows(state, 'lobby')
    expect(timelineRows({ ...state }, 'lobby')).toBe(before)
    const grown = timelineRows(after(...online(0)), 'lobby')
    expect(grown).toEqual([{ kind: 'start', key: 'start' }])
    const [one, two] = messages(1, 2)
    if (one === undefined || two === undefined) throw new Error('There are two.')
    const first = after(...online(0), { type: 'posted', message: one })
    const row = timelineRows(first, 'lobby').at(-1)
    const second = after(...online(0), ...[one, two].map((each) => posted(each.sequence, each)))
    expect(row).toMatchObject({ sequence: 1 })
    expect(timelineRows(second, 'lobby').at(-1)).toMatchObject({ sequence: 2, leads: false })
  })
})
