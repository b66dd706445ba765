import { beforeEach, describe, expect, it } from 'vitest'
import type { Rest } from '../src/connection/rest'
import type { Refusal } from '../src/protocol/replies'
import { FakeServer } from './fake-server'
import { FakeBrowser, fakeCore, ManualTimers, settled } from './fake-world'

const WRONG: Refusal = { ok: false, code: 'UNAUTHORIZED', message: 'No.', retry: false }
const AWAY: Refusal = { ok: false, code: 'UNANSWERED', message: 'Away.', retry: true }

let server: FakeServer
let timers: ManualTimers
let browser: FakeBrowser

beforeEach(() => {
  server = new FakeServer()
  timers = new ManualTimers()
  browser = new FakeBrowser()
})

function core(rest: Partial<Rest> = {}) {
  return fakeCore(server, timers, browser, rest)
}

const nobody = { me: () => Promise.resolve(WRONG) }

describe('a guest', () => {
  beforeEach(() => {
    server.standing = 'guest'
    Object.assign(server.user, { id: 'g-1', name: 'Ada' })
  })

  it('enters by name, and comes back as the same by itself', async () => {
    const first = core(nobody)
    await first.start()
    expect(first.store.state().session.status).toBe('nobody')
    expect(await first.actions.enterAsGuest(' Ada ')).toEqual({ ok: true })
    expect(first.store.state().session).toMatchObject({ user: { id: 'g-1', name: 'Ada' } })
    const second = core(nobody)
    await second.start()
    await settled()
    expect(server.guests).toEqual(['Ada'])
    expect(second.store.state().connection.status).toBe('online')
  })

  it('that an earlier page kept with its token comes as another, and no token stays', async () => {
    const kept = { kind: 'guest', id: 'g-0', name: 'Ada', token: 'eyJ0.eyJz.c2ln' }
    browser.kept.set('natter.identity', JSON.stringify(kept))
    server.turnsAway = () => (server.guests.length === 0 ? WRONG : undefined)
    const page = core(nobody)
    await page.start()
    await settled()
    expect(server.guests).toEqual(['Ada'])
    expect(page.store.state().connection.status).toBe('online')
    expect([...browser.kept.values()].join()).not.toContain('eyJ')
  })

  it('whom the server does not let in with a new cookie either is told why', async () => {
    browser.kept.set('natter.identity', JSON.stringify({ kind: 'guest', id: 'g-0', name: 'Ada' }))
    server.turnsAway = () => WRONG
    const page = core(nobody)
    await page.start()
    await settled()
    expect(server.guests).toEqual(['Ada'])
    expect(page.store.state().session).toMatchObject({ status: 'nobody', why: { message: 'No.' } })
  })

  it('that cannot be made anew for a while is tried again', async () => {
    const first = core(nobody)
    await first.actions.enterAsGuest('Ada')
    server.turnsAway = () => WRONG
    const busy: Refusal = { ...AWAY, code: 'RATE_LIMITED', retryAfterMs: 3_000 }
    const refused = [busy]
    const guest = () => {
      const refusal = refused.shift()
      if (refusal === undefined) server.turnsAway = () => undefined
      return Promise.resolve(refusal ?? ({ ok: true } as const))
    }
    const second = core({ ...nobody, guest })
    await second.start()
    await settled()
    expect(second.store.state().connection).toMatchObject({ retryAt: timers.now() + 3_000 })
    await timers.pass(3_000)
    expect(second.store.state().connection.status).toBe('online')
  })

  it('whose name is taken is told so, and stays on the sign-in page', async () => {
    const taken = { ok: false, code: 'NAME_TAKEN', message: 'Taken.', retry: false } as const
    const answers = [taken]
    const page = core({
      ...nobody,
      guest: () => Promise.resolve(answers.shift() ?? { ok: true }),
    })
    await page.start()
    expect(await page.actions.enterAsGuest('Ada')).toEqual(taken)
    expect(page.store.state().session.status).toBe('nobody')
    expect(server.knocks).toBe(0)
    server.turnsAway = () => taken
    expect(await page.actions.enterAsGuest('Ada')).toEqual(taken)
    expect(page.store.state().session.status).toBe('nobody')
    server.turnsAway = () => undefined
    expect(await page.actions.enterAsGuest('Ada 2')).toEqual({ ok: true })
  })

  it('keeps the cookie that it got after it had signed out without a connection', async () => {
    const left: string[] = []
    const signOut = () => {
      left.push('left')
      return Promise.resolve(AWAY)
    }
    const page = core({ ...nobody, signOut })
    await page.actions.enterAsGuest('Ada')
    page.actions.signOut()
    await settled()
    await page.actions.enterAsGuest('Ada')
    await core({ ...nobody, signOut }).start()
    expect(left).toEqual(['left'])
  })

  it('is told if the server cannot be reached', async () => {
    server.isUp = false
    const page = core(nobody)
    await page.start()
    expect(await page.actions.enterAsGuest('Ada')).toMatchObject({ ok: false, retry: true })
    expect(page.store.state().session.status).toBe('nobody')
  })
})

describe('an account', () => {
  it('signs in by password, with nothing of it in what scripts can read', async () => {
    const page = core(nobody)
    await page.start()
    expect(await page.actions.signIn('bob', 'correct horse')).toEqual({ ok: true })
    expect(page.store.state().session).toMatchObject({ status: 'somebody', user: server.user })
    expect([...browser.kept.values()].join()).not.toContain('horse')
  })

  it('is told if the password is wrong', async () => {
    const page = core({ ...nobody, signIn: () => Promise.resolve(WRONG) })
    await page.start()
    expect(await page.actions.signIn('bob', 'wrong')).toEqual(WRONG)
    expect(server.knocks).toBe(0)
  })

  it('is still here when the page opens without the server', async () => {
    await core().start()
    await timers.pass(1_000)
    server.isUp = false
    const page = core({ me: () => Promise.resolve(AWAY) })
    await page.start()
    await settled()
    expect(page.store.state().session).toMatchObject({ status: 'somebody', user: server.user })
    expect(page.store.state().rooms.has('lobby')).toBe(true)
    expect(page.store.state().connection.status).toBe('offline')
  })

  it('goes on without a break when its session is about to expire', async () => {
    const page = core()
    await page.start()
    await settled()
    server.answers['session:refresh'] = () => ({ ok: true, expiresAt: timers.now() + 1_000_000 })
    server.tell('session:expiring', timers.now() + 60_000)
    await settled()
    const { session, toasts } = page.store.state()
    expect(session).toMatchObject({ expiresAt: timers.now() + 1_000_000 })
    expect(toasts).toEqual([])
  })

  it('is told why its session ended', async () => {
    const page = core()
    await page.start()
    await settled()
    server.tell('session:ended', { code: 'EXPIRED', message: 'Sign in again.' })
    await settled()
    expect(page.store.state().session).toEqual({
      status: 'nobody',
      why: { code: 'EXPIRED', message: 'Sign in again.' },
    })
  })

  it('stays signed in where it changes its password, which ends all other sessions', async () => {
    const page: ReturnType<typeof core> = core({
      changePassword: () => {
        server.tell('session:ended', { code: 'EXPIRED', message: 'Signed out everywhere.' })
        return Promise.resolve({ ok: true })
      },
    })
    await page.start()
    await settled()
    expect(await page.actions.changePassword('old', 'new')).toEqual({ ok: true })
    await settled()
    expect(page.store.state().session.status).toBe('somebody')
    expect(page.store.state().connection.status).toBe('online')
  })

  it('that signs out without a connection is signed out by the next visit', async () => {
    const left: boolean[] = []
    const signOut = (reached: boolean) => () => {
      left.push(reached)
      return Promise.resolve(reached ? ({ ok: true } as const) : AWAY)
    }
    const page = core({ signOut: signOut(false) })
    await page.start()
    await settled()
    page.actions.signOut()
    await settled()
    expect(page.store.state().session).toEqual({ status: 'nobody' })
    await core({ ...nobody, signOut: signOut(true) }).start()
    await core({ ...nobody, signOut: signOut(true) }).start()
    expect(left).toEqual([false, true])
  })
})

describe('a server that lets nobody in', () => {
  it('for a while is tried again when it says', async () => {
    server.turnsAway = () => ({ ...AWAY, code: 'STOPPING', retryAfterMs: 7_000 })
    const page = core()
    await page.start()
    await settled()
    const { connection } = page.store.state()
    expect(connection).toMatchObject({ status: 'offline', retryAt: timers.now() + 7_000 })
    server.turnsAway = () => undefined
    await timers.pass(7_000)
    expect(page.store.state().connection.status).toBe('online')
  })

  it('for good says why, and is tried again on request', async () => {
    server.turnsAway = () => ({ ...WRONG, code: 'LIMIT_REACHED', message: 'Too many.' })
    const page = core()
    await page.start()
    await settled()
    expect(page.store.state().connection).toEqual({
      status: 'refused',
      code: 'LIMIT_REACHED',
      reason: 'Too many.',
    })
    server.turnsAway = () => undefined
    page.actions.connectNow()
    await settled()
    expect(page.store.state().connection.status).toBe('online')
  })
})
