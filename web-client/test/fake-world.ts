import type { Rest } from '../src/connection/rest'
import type { Core, World } from '../src/core'
import { createCore } from '../src/core'
import type { Shout, Tabs } from '../src/effects/shout'
import { unanswered } from '../src/protocol/replies'
import type { Timers } from '../src/connection/timers'
import { memoryIn } from '../src/storage/memory'
import { memoryVault, type Vault } from '../src/storage/vault'
import type { FakeServer } from './fake-server'

/** A clock that goes on when a test says so. */
export class ManualTimers implements Timers {
  #now = Date.UTC(2026, 0, 1, 13)
  #due: { at: number; work: () => void }[] = []

  now = (): number => this.#now

  after = (millis: number, work: () => void): (() => void) => {
    const entry = { at: this.#now + millis, work }
    this.#due.push(entry)
    return () => {
      this.#due = this.#due.filter((other) => other !== entry)
    }
  }

  /** Lets time pass, in the order of what is due. */
  async pass(millis: number): Promise<void> {
    const end = this.#now + millis
    for (;;) {
      await settled()
      const next = this.#due.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#due = this.#due.filter((other) => other !== next)
      this.#now = Math.max(this.#now, next.at)
      next.work()
    }
    this.#now = end
    await settled()
  }
}

/** What is ready to run has run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 40; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** What several tabs of one browser share. */
export class FakeBrowser {
  readonly kept = new Map<string, string>()
  readonly listeners: { tab: string; listener: (shout: Shout) => void }[] = []
  vault: Vault = memoryVault()

  tabs(tab: string): Tabs {
    return {
      listen: (listener) => {
        this.listeners.push({ tab, listener })
      },
      shout: (shout) => {
        for (const other of this.listeners) {
          if (other.tab !== tab)
            queueMicrotask(() => {
              other.listener(structuredClone(shout))
            })
        }
      },
    }
  }

  storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
    return {
      getItem: (key) => this.kept.get(key) ?? null,
      setItem: (key, value) => void this.kept.set(key, value),
      removeItem: (key) => void this.kept.delete(key),
    }
  }
}

let keys = 0

/** A client without a page, at a server in memory. */
export function fakeCore(
  server: FakeServer,
  timers: Timers,
  browser = new FakeBrowser(),
  rest: Partial<Rest> = {},
): Core {
  keys += 1
  const tab = `tab-${keys}`
  const world: World = {
    connect: (ears) => server.link(ears),
    rest: { ...fakeRest(server), ...rest },
    memory: memoryIn(browser.storage()),
    vault: browser.vault,
    tabs: browser.tabs(tab),
    timers,
    random: () => 0,
    newKey: () => `key-${++keys}`,
    tab,
    allowNotifications: () => Promise.resolve(true),
  }
  return createCore(world)
}

export function fakeRest(server: FakeServer): Rest {
  const done = () => Promise.resolve({ ok: true } as const)
  return {
    server: () => Promise.resolve({}),
    me: () => Promise.resolve({ user: server.user, standing: server.standing }),
    guest: (name) => {
      if (!server.isUp) return Promise.resolve(unanswered('The server cannot be reached.'))
      server.guests.push(name)
      return done()
    },
    keepToken: done,
    register: done,
    signIn: done,
    signOut: done,
    signOutEverywhere: done,
    changePassword: done,
    refresh: done,
    upload: () => ({ done: Promise.resolve(unanswered('none')), abort: () => undefined }),
    file: () => Promise.resolve(unanswered('none')),
    fileAddress: (id) => `/api/files/${id}`,
  }
}
