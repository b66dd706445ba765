import { describe, expect, it } from 'vitest'
import type { Core } from '../src/core'
import { timelineRows } from '../src/state/rows'
import { FakeServer } from './fake-server'
import { fakeCore, ManualTimers, settled } from './fake-world'

const RUNS = 40
const STEPS = 60

/** A small generator of numbers, so that a run that fails can be had again by its seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** A client at a server whose news get lost, come twice, or late and in another order. */
class Trial {
  readonly server = new FakeServer()
  readonly timers = new ManualTimers()
  readonly core: Core = fakeCore(this.server, this.timers)
  readonly #chance: () => number
  #late: (() => void)[] = []
  #written = 0

  constructor(seed: number) {
    this.#chance = random(seed)
    this.server.pageLimit = 7
  }

  async run(): Promise<void> {
    for (let count = this.#upTo(30); count > 0; count -= 1) this.server.post('lobby')
    await this.core.start()
    await settled()
    this.server.deliver = (tell) => {
      const chance = this.#chance()
      if (chance < 0.1) return
      if (chance < 0.3) this.#late.push(tell)
      else tell()
      if (chance > 0.9) tell()
    }
    for (let step = 0; step < STEPS; step += 1) {
      await this.#step()
      this.#check()
    }
    await this.#end()
  }

  async #step(): Promise<void> {
    const { server, core } = this
    const length = server.room('lobby').messages.length
    const chance = this.#chance()
    if (chance < 0.3) server.post('lobby')
    else if (chance < 0.5 && length > 0) {
      const sequence = 1 + this.#upTo(length)
      server.modify('lobby', sequence, { body: `edited ${this.#chance()}` })
    } else if (chance < 0.65) this.#write()
    else if (chance < 0.75) this.#comeLate()
    else if (chance < 0.8) {
      this.#late = []
      server.cut()
    } else if (chance < 0.85 && length > 0) {
      void core.actions.jumpTo('lobby', 1 + this.#upTo(length))
    } else if (chance < 0.9) server.losesAnswers = !server.losesAnswers
    else await this.timers.pass(this.#upTo(3_000))
  }

  #write(): void {
    this.#written += 1
    this.core.actions.write('lobby', `mine ${this.#written}`)
    this.core.actions.send('lobby')
  }

  #comeLate(): void {
    const due = this.#late.sort(() => this.#chance() - 0.5)
    this.#late = []
    for (const tell of due) tell()
  }

  /** What is shown is always in order, and nothing of it twice. */
  #check(): void {
    const sequences = this.#shown().map(({ sequence }) => sequence)
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b))
    const keys = timelineRows(this.core.store.state(), 'lobby').map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  }

  #shown() {
    const runs = this.core.store.state().timelines.get('lobby')?.runs ?? []
    return runs.flatMap(({ messages }) => messages)
  }

  /** A connection without faults: whatever happened before, the client has what the server has. */
  async #end(): Promise<void> {
    const { server, core, timers } = this
    server.deliver = (tell) => {
      tell()
    }
    server.losesAnswers = false
    this.#late = []
    server.cut()
    await timers.pass(120_000)
    for (const { clientId } of core.store.state().outbox) core.actions.retry(clientId)
    await timers.pass(60_000)
    for (;;) {
      const gap = timelineRows(core.store.state(), 'lobby').find((row) => row.kind === 'gap')
      if (gap?.kind !== 'gap') break
      core.actions.loadGap('lobby', gap, 'before')
      await timers.pass(1_000)
    }
    expect(core.store.state().outbox).toEqual([])
    expect(this.#shown().map(facts)).toEqual(server.room('lobby').messages.map(facts))
    const mine = server.room('lobby').messages.filter(({ clientId }) => clientId !== undefined)
    expect(new Set(mine.map(({ clientId }) => clientId)).size).toBe(mine.length)
    expect(mine).toHaveLength(this.#written)
  }

  #upTo(limit: number): number {
    return Math.floor(this.#chance() * limit)
  }
}

/** A message as its sender knows it has not been modified, which is told by another number. */
function facts({ change, ...rest }: { change: number }): object {
  return { ...rest, change: Math.max(0, change) }
}

describe('a client that loses, doubles and mixes up what it is told', () => {
  it.each(Array.from({ length: RUNS }, (_, index) => index + 1))(
    'ends with what the server has, in trial %i',
    async (seed) => {
      await new Trial(seed).run()
    },
  )
})
