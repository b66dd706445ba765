import type { Store } from '../state/store'

const KEY = 'natter.name'

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The name that was used last in this browser, or nothing. */
export function rememberedName(storage: Keep): string {
  try {
    return storage.getItem(KEY) ?? ''
  } catch {
    return ''
  }
}

/** Keeps the name for the next visit; a browser that forbids it is asked again then. */
export function rememberName(store: Store, storage: Keep): () => void {
  let kept = rememberedName(storage)
  return () => {
    const { name } = store.state()
    if (name === kept) return
    kept = name
    try {
      if (name === '') storage.removeItem(KEY)
      else storage.setItem(KEY, name)
    } catch {
      // The name then lasts as long as the page.
    }
  }
}
