import { beforeEach, describe, expect, it } from 'vitest'
import type { Ears, Link } from '../src/connection/link'
import { linkOnDemand } from '../src/connection/link-on-demand'
import { unanswered } from '../src/protocol/replies'
import { settled } from './fake-world'

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
    open: () => told.push('opened'),
    close: () => told.push('closed'),
    ask: () => Promise.resolve(unanswered('asked')),
  }
}

describe('a link on demand', () => {
  it('is made once, and opened once when its code is here', async () => {
    const link = linkOnDemand(() => Promise.resolve(make))(ears)
    expect(await link.ask('leave', 'lobby')).toEqual(unanswered('There is no connection.'))
    link.open()
    link.open()
    await settled()
    expect(told).toEqual(['opened'])
    link.open()
    link.close()
    expect(told).toEqual(['opened', 'opened', 'closed'])
    expect(await link.ask('leave', 'lobby')).toEqual(unanswered('asked'))
    expect(made).toBe(1)
  })

  it('stays closed if it was closed before its code came', async () => {
    const link = linkOnDemand(() => Promise.resolve(make))(ears)
    link.open()
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
    link.open()
    await settled()
    expect(told).toEqual(['lost'])
    link.open()
    await settled()
    expect(told).toEqual(['lost', 'opened'])
  })
})
