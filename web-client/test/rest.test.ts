import { describe, expect, it } from 'vitest'
import { rest } from '../src/connection/rest'
import { unanswered } from '../src/protocol/replies'
import { settled } from './fake-world'

const transfer = () => ({ done: Promise.resolve(unanswered('none')), abort: () => undefined })

describe('requests', () => {
  it('that change the cookie go one after another, whatever becomes of them', async () => {
    const asked: string[] = []
    const answers: (() => void)[] = []
    const fetch = (address: string): Promise<Response> => {
      asked.push(address)
      return new Promise((resolve, reject) => {
        answers.push(() => {
          if (asked.length === 1) reject(new TypeError('no network'))
          else resolve(new Response(null, { status: 204 }))
        })
      })
    }
    const api = rest(fetch, transfer)
    const done = Promise.all([api.refresh(), api.signOut(), api.guest('Ada')])
    for (const count of [1, 2, 3]) {
      await settled()
      expect(asked).toHaveLength(count)
      answers.shift()?.()
    }
    expect((await done).map(({ ok }) => ok)).toEqual([false, true, true])
    expect(asked).toEqual(['/api/token/refresh', '/api/sign-out', '/api/guest'])
  })

  it('of a guest and of a token ask for a cookie and are answered with no token', async () => {
    const bodies: unknown[] = []
    const fetch = (_address: string, { body }: RequestInit): Promise<Response> => {
      bodies.push(typeof body === 'string' && JSON.parse(body))
      return Promise.resolve(Response.json({ user: { id: 'g-1', name: 'Ada' }, standing: 'guest' }))
    }
    const api = rest(fetch, transfer)
    expect(await api.guest('Ada')).toEqual({ ok: true })
    expect(await api.keepToken('a.b.c')).toEqual({ ok: true })
    expect(bodies).toEqual([{ name: 'Ada', cookie: true }, { token: 'a.b.c' }])
  })

  it('are refused with the reason of the server', async () => {
    const problem = { code: 'NAME_TAKEN', detail: 'Taken.', retry: false }
    const api = rest(() => Promise.resolve(Response.json(problem, { status: 409 })), transfer)
    expect(await api.guest('Ada')).toEqual({
      ok: false,
      code: 'NAME_TAKEN',
      message: 'Taken.',
      retry: false,
    })
  })
})
