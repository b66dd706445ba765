import { type Refusal, unanswered } from '../protocol/replies'
import type { Ended, Opened } from '../protocol/session'
import { ownerOf } from '../state/selectors'
import type { Identity } from '../storage/memory'
import type { Outcome, SessionActions } from './actions'
import { type Chat, type Done, tellDone } from './chat'

/** A cookie that ends sooner than this is made to last longer when a session opens. */
const RENEWED_MILLIS = 6 * 24 * 3_600_000

/** After these there is nothing to come back with. */
const ENDINGS: ReadonlySet<string> = new Set(['EXPIRED', 'UNAUTHORIZED', 'NAME_TAKEN', 'FORBIDDEN'])

/** Signs in and out, and decides what becomes of a session that ends. */
export class Sessions {
  readonly #chat: Chat
  #who: Identity | undefined
  #loaded = ''
  /** Counts connections, so that what belongs to an earlier one comes to nothing. */
  #turn = 0
  /** Who waits for the first connection of a sign-in. */
  #entering: ((outcome: Outcome) => void) | undefined
  /** Whether a guest was made anew, since the last session that opened. */
  #isAnother = false
  /** Whether the server ends all sessions because this page asked for it. */
  #renewing = false

  constructor(chat: Chat) {
    this.#chat = chat
  }

  readonly actions: SessionActions = {
    enterAsGuest: (name) => this.#enter('guest', name, this.#chat.rest.guest(name.trim())),
    enterWithToken: (token) => this.#enter('account', '', this.#chat.rest.keepToken(token.trim())),
    signIn: (name, password) =>
      this.#enter('account', name, this.#chat.rest.signIn(name.trim(), password)),
    register: (name, password) =>
      this.#enter('account', name, this.#chat.rest.register(name.trim(), password)),
    signOut: () => {
      void this.#signOut()
    },
    signOutEverywhere: () =>
      this.#renewed('signed-out-everywhere', () => this.#chat.rest.signOutEverywhere()),
    changePassword: (current, next) =>
      this.#renewed('password-changed', () => this.#chat.rest.changePassword(current, next)),
    connectNow: () => {
      this.#chat.reconnect.now()
    },
  }

  /** Finds out who is at the page, and connects if somebody is. */
  async start(): Promise<void> {
    const { store, rest, memory } = this.#chat
    void rest.server().then((server) => {
      if (!('ok' in server)) store.dispatch({ type: 'server-known', server })
    })
    if (memory.isLeaving()) await this.#leave()
    const remembered = memory.identity()
    if (remembered?.kind === 'guest') {
      this.#come(remembered)
      return
    }
    const recognised = await rest.me()
    if ('user' in recognised && recognised.standing !== 'guest') {
      const { id, name } = recognised.user
      this.#come({ kind: 'account', id, name })
    } else if (remembered !== undefined && !('user' in recognised) && recognised.retry) {
      this.#come(remembered)
    } else {
      const isOver = remembered !== undefined && !('user' in recognised)
      this.#end(isOver ? recognised : undefined)
    }
  }

  /** To be called when a session opens. */
  opened({ user, standing, expiresAt }: Opened): void {
    if (this.#who === undefined) return
    const { reconnect, memory, timers } = this.#chat
    reconnect.established()
    this.#isAnother = false
    this.#who = { kind: standing === 'guest' ? 'guest' : 'account', ...user }
    memory.keepIdentity(this.#who)
    const isShort = expiresAt !== undefined && expiresAt - timers.now() < RENEWED_MILLIS
    if (isShort) void this.expiring()
    void this.#begin()
  }

  /** Asks for what is missing once that is here which the browser kept. */
  async #begin(): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    await this.#load()
    if (turn !== this.#turn) return
    this.#chat.store.dispatch({ type: 'connected' })
    this.#answer({ ok: true })
  }

  /** To be called when a session is about to end. */
  async expiring(): Promise<void> {
    const { rest, link, store } = this.#chat
    if (this.#who === undefined || !(await rest.refresh()).ok) return
    const reply = await link.ask('session:refresh', {})
    if (!reply.ok) return
    const { expiresAt } = reply
    store.dispatch({ type: 'session-refreshed', ...(expiresAt !== undefined && { expiresAt }) })
  }

  /** To be called when the server has ended a session. */
  ended({ code, message }: Ended): void {
    if (this.#renewing) return
    if (ENDINGS.has(code)) this.#end({ code, message })
  }

  lost(): void {
    this.#turn += 1
    if (this.#entering === undefined) this.#chat.reconnect.lost()
    else this.#turnBack(unanswered('The server cannot be reached.'))
  }

  turnedAway(refusal: Refusal): void {
    this.#turn += 1
    const who = this.#who
    if (this.#renewing || who === undefined) return
    if (this.#entering !== undefined) this.#turnBack(refusal)
    else if (!ENDINGS.has(refusal.code)) this.#chat.reconnect.turnedAway(refusal)
    else if (who.kind === 'guest' && !this.#isAnother) void this.#comeAsAnother(who.name)
    else this.#end(refusal)
  }

  /** A cookie that ended, or that a server set up anew does not know, is no guest's any more. */
  async #comeAsAnother(name: string): Promise<void> {
    const turn = this.#turn
    const done = await this.#chat.rest.guest(name)
    if (turn !== this.#turn) return
    this.#isAnother = done.ok
    if (done.ok) this.#connect()
    else if (done.retry) this.#chat.reconnect.turnedAway(done)
    else this.#end(done)
  }

  /** Another tab has signed out. */
  leftElsewhere(): void {
    if (this.#who !== undefined) this.#end(undefined)
  }

  /** Connects with the cookie that a sign-in brings. */
  async #enter(kind: Identity['kind'], name: string, signIn: Promise<Outcome>): Promise<Outcome> {
    const done = await signIn
    if (!done.ok) return done
    // The cookie that still had to be taken away is replaced.
    this.#chat.memory.keepLeaving(false)
    this.#answer({ ok: false, code: 'CONFLICT', message: 'Another sign-in goes on.' })
    this.#who = { kind, id: '', name: name.trim() }
    return new Promise((resolve) => {
      this.#entering = resolve
      this.#connect()
    })
  }

  /** Comes as somebody who was here before: what is kept is shown while it connects. */
  #come(who: Identity): void {
    this.#who = who
    const standing = who.kind === 'guest' ? 'guest' : 'user'
    const user = { id: who.id, name: who.name }
    this.#chat.store.dispatch({ type: 'entered', user, standing })
    void this.#load()
    this.#connect()
  }

  #connect(): void {
    this.#chat.reconnect.open()
  }

  #answer(outcome: Outcome): void {
    this.#entering?.(outcome)
    this.#entering = undefined
  }

  /** A sign-in did not succeed: the page stays as it was. */
  #turnBack(refusal: Refusal): void {
    this.#chat.reconnect.close()
    this.#who = undefined
    this.#answer(refusal)
  }

  #end(why: Readonly<{ code: string; message: string }> | undefined): void {
    const { store, reconnect, memory } = this.#chat
    reconnect.close()
    this.#turn += 1
    this.#who = undefined
    this.#loaded = ''
    memory.keepIdentity(undefined)
    const { code, message } = why ?? {}
    const told = code === undefined || message === undefined ? {} : { why: { code, message } }
    store.dispatch({ type: 'signed-out', ...told })
  }

  async #signOut(): Promise<void> {
    this.#end(undefined)
    this.#chat.signedOut()
    this.#chat.memory.keepLeaving(true)
    await this.#leave()
  }

  /** Has the cookie taken away; where the server is not reached, that is done the next time. */
  async #leave(): Promise<void> {
    const done = await this.#chat.rest.signOut()
    if (done.ok || !done.retry) this.#chat.memory.keepLeaving(false)
  }

  /** Does what ends all sessions, and goes on with the new cookie that it brings. */
  async #renewed(what: Done, work: () => Promise<Outcome>): Promise<Outcome> {
    this.#renewing = true
    try {
      const done = await work()
      if (done.ok) {
        this.#connect()
        tellDone(this.#chat, what)
      }
      return done
    } finally {
      this.#renewing = false
    }
  }

  /** Brings in what the browser kept. */
  async #load(): Promise<void> {
    const { store, vault } = this.#chat
    const owner = ownerOf(store.state())
    if (owner === '' || owner === this.#loaded) return
    this.#loaded = owner
    const [rooms, outbox] = await Promise.all([vault.rooms(owner), vault.outbox(owner)])
    if (ownerOf(store.state()) !== owner) return
    for (const kept of rooms) store.dispatch({ type: 'room-kept', kept })
    store.dispatch({ type: 'outbox-read', outbox })
  }
}
