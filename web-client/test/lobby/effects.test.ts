import { expect, it } from 'vitest'
import { badgeTitle } from '../../src/lobby/effects/badge-title'
import { rememberedName, rememberName } from '../../src/lobby/effects/remember-name'
import { createStore } from '../../src/lobby/state/store'
import { message, online } from './samples'

it('the title counts what came while nobody looked', () => {
  const page = { title: 'Natter', hidden: false, addEventListener: () => undefined }
  const store = createStore()
  store.subscribe(badgeTitle(store, page))
  for (const event of online(2)) store.dispatch(event)
  page.hidden = true
  store.dispatch({ type: 'posted', message: message(3) })
  expect(page.title).toBe('(1) Natter')
  page.hidden = false
  store.dispatch({ type: 'posted', message: message(4) })
  expect(page.title).toBe('Natter')
})

it('the name is kept until one leaves', () => {
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const store = createStore()
  store.subscribe(rememberName(store, storage))
  store.dispatch({ type: 'named', name: 'Ada' })
  expect(rememberedName(storage)).toBe('Ada')
  store.dispatch({ type: 'signed-out' })
  expect(rememberedName(storage)).toBe('')
})

it('a browser that forbids keeping is no obstacle', () => {
  const forbid = (): never => {
    throw new Error('forbidden')
  }
  const storage = { getItem: forbid, setItem: forbid, removeItem: forbid }
  const store = createStore()
  store.subscribe(rememberName(store, storage))
  expect(() => {
    store.dispatch({ type: 'named', name: 'Ada' })
  }).not.toThrow()
  expect(rememberedName(storage)).toBe('')
})
