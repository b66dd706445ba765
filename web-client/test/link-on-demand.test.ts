import { beforeEach, describe, expect, it } from 'vitest'
import type { Ears, Link } from '../src/connection/link'
import { linkOnDemand } from '../src/connection/link-on-demand'
import { unanswered } from '../src/protocol/replies'
import { settled } from './fake-world'

const ADA = { dialect: 'natter', name: 'Ada' } as const
const BOB = { dialect: 'natter', name: 'Bob' } as const

let told: unknown[]
let made: number
let ears: Ears

beforeEach(() => {
  told = []
  made = 0
  ears = {
    heard: () => undefined,
    lost: () => told.push('lost'),
    turnedAway: () => undefined,
  }
})

function make(): Link {
  made += 1
  return {
    open: (credentials) => told.push(credentials),
    close: () => told.push('closed'),
    ask: () => Promise.resolve(unanswered('asked')),
  }
}

describe('a link on demand', () => {
  it('is made once, and opened as it was told last', async () => {
    const link = linkOnDemand(() => Promise.resolve(make))(ears)
    expect(await link.ask('leave', 'lobby')).toEqual(unanswered('There is no connection.'))
    link.open(ADA)
    link.open(BOB)
    await settled()
    expect(told).toEqual([BOB])
    link.open(ADA)
    link.close()
    expect(told).toEqual([BOB, ADA, 'closed'])
    expect(await link.ask('leave', 'lobby')).toEqual(unanswered('asked'))
    expect(made).toBe(1)
  })

  it('stays closed if it was closed before its code came', async () => {
    const link = linkOnDemand(() => Promise.resolve(make))(ears)
    link.open(ADA)
    link.close()
    await settled()
    expect(told).toEqual([])
  })

  it('is lost where its code cannot be had, and tries again', async () => {
    let attempts = 0
    const link = linkOnDemand(() => {
      attempts += 1
      return attempts === 1 ? Promise.reject(new Error('away')) : Promise.resolve(make)
    })(ears)
    link.open(ADA)
    await settled()
    expect(told).toEqual(['lost'])
    link.open(ADA)
    await settled()
    expect(told).toEqual(['lost', ADA])
  })
})
