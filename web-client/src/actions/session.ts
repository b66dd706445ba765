import { type Refusal, unanswered } from '../protocol/replies'
import type { Credentials } from '../protocol/requests'
import type { Ended, Opened } from '../protocol/session'
import { ownerOf } from '../state/selectors'
import type { Identity } from '../storage/memory'
import type { Outcome, SessionActions } from './actions'
import { type Chat, type Done, tellDone } from './chat'

/** A cookie that ends sooner than this is made to last longer when the page opens. */
const RENEWED_MILLIS = 7 * 24 * 3_600_000

/** As whom one is here: with a token that is kept nowhere, or as it is remembered. */
type Who = Identity | Readonly<{ kind: 'token'; token: string }>

/** After these there is nothing to come back with. */
const ENDINGS: ReadonlySet<string> = new Set(['EXPIRED', 'UNAUTHORIZED', 'NAME_TAKEN', 'FORBIDDEN'])

/** Signs in and out, and decides what becomes of a session that ends. */
export class Sessions {
  readonly #chat: Chat
  #who: Who | undefined
  #loaded = ''
  /** Counts connections, so that what belongs to an earlier one comes to nothing. */
  #turn = 0
  /** Who waits for the first connection of a sign-in. */
  #entering: ((outcome: Outcome) => void) | undefined
  /** Whether the server ends all sessions because this page asked for it. */
  #renewing = false

  constructor(chat: Chat) {
    this.#chat = chat
  }

  readonly actions: SessionActions = {
    enterAsGuest: (name) => this.#enter({ kind: 'guest', id: '', name: name.trim() }),
    enterWithToken: (token) => this.#enter({ kind: 'token', token: token.trim() }),
    signIn: async (name, password) => {
      const done = await this.#chat.rest.signIn(name.trim(), password)
      return done.ok ? this.#enter({ kind: 'account', id: '', name: name.trim() }) : done
    },
    register: async (name, password) => {
      const done = await this.#chat.rest.register(name.trim(), password)
      return done.ok ? this.#enter({ kind: 'account', id: '', name: name.trim() }) : done
    },
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

  /** The token of who has no cookie; empty otherwise. */
  token(): string {
    const who = this.#who
    return who === undefined || who.kind === 'account' ? '' : (who.token ?? '')
  }

  /** To be called when a session opens. */
  opened({ user, expiresAt, token }: Opened): void {
    const { reconnect, memory, timers } = this.#chat
    reconnect.established()
    const who = this.#who
    if (who !== undefined && who.kind !== 'token') {
      this.#who = { ...who, ...user, ...(token !== undefined && { token }) }
      memory.keepIdentity(this.#who)
    }
    if (who?.kind === 'account' && expiresAt !== undefined) {
      if (expiresAt - timers.now() < RENEWED_MILLIS) void this.expiring()
    }
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
    if (this.#who?.kind !== 'account' || !(await rest.refresh()).ok) return
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
    if (ENDINGS.has(refusal.code) && who.kind === 'guest' && who.token !== undefined) {
      // A server that was set up anew does not know the guest any more, who then comes as another.
      const { token, ...stranger } = who
      this.#who = stranger
      this.#connect()
    } else if (this.#entering !== undefined) this.#turnBack(refusal)
    else if (ENDINGS.has(refusal.code)) this.#end(refusal)
    else this.#chat.reconnect.turnedAway(refusal)
  }

  /** Another tab has signed out. */
  leftElsewhere(): void {
    if (this.#who !== undefined && this.#who.kind !== 'token') this.#end(undefined)
  }

  #enter(who: Who): Promise<Outcome> {
    this.#entering?.({ ok: false, code: 'CONFLICT', message: 'Another sign-in goes on.' })
    this.#who = who
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
    this.#chat.reconnect.open(() => credentials(this.#who))
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
    const isAccount = this.#who?.kind === 'account'
    const isShared = this.#who?.kind !== 'token'
    this.#end(undefined)
    if (isShared) this.#chat.signedOut()
    if (isAccount) {
      this.#chat.memory.keepLeaving(true)
      await this.#leave()
    }
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

function credentials(who: Who | undefined): Credentials {
  const dialect = 'natter'
  if (who === undefined || who.kind === 'account') return { dialect }
  if (who.token !== undefined) return { dialect, token: who.token }
  return 'name' in who ? { dialect, name: who.name } : { dialect }
}
