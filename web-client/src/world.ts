import { linkOnDemand } from './connection/link-on-demand'
import { rest } from './connection/rest'
import { sendFile } from './connection/upload'
import type { World } from './core'
import { allowNotifications } from './effects/browser'
import { tabs } from './effects/shout'
import { browserVault } from './storage/browser-vault'
import { memoryIn } from './storage/memory'
import { memoryVault, type Vault } from './storage/vault'

const TAB = 'natter.tab'

/** The world of a browser. */
export async function browserWorld(): Promise<World> {
  return {
    connect: linkOnDemand(async () => (await import('./connection/socket-link')).socketLink),
    rest: rest((address, init) => fetch(address, init), sendFile),
    memory: memoryIn(localStorage),
    vault: await vault(),
    tabs: tabs('natter'),
    timers: {
      now: () => Date.now(),
      after: (millis, work) => {
        const timer = setTimeout(work, millis)
        return () => {
          clearTimeout(timer)
        }
      },
    },
    random: Math.random,
    newKey,
    tab: tab(),
    allowNotifications,
  }
}

/** A browser that keeps nothing, as some do in private windows, is no obstacle. */
async function vault(): Promise<Vault> {
  try {
    return await browserVault()
  } catch {
    return memoryVault()
  }
}

/** Outlives a reload, but not the tab. */
function tab(): string {
  try {
    const known = sessionStorage.getItem(TAB) ?? newKey()
    sessionStorage.setItem(TAB, known)
    return known
  } catch {
    return newKey()
  }
}

/** 128 random bits. Not `crypto.randomUUID`, which a page without TLS does not have. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
