import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'

const PREFIX = 'virtual:emoji/'

/** Emojibase counts the parts that emoji are made of as a group; nobody picks those. */
const COMPONENTS = 2

type Entry = { unicode: string; label: string; tags?: string[]; group?: number; order: number }

/** Makes `virtual:emoji/LANGUAGE`: what the picker needs of emojibase's lists, and no more. */
export function emojiLists(): Plugin {
  const find = createRequire(import.meta.url)
  return {
    name: 'emoji-lists',
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined
      const language = id.slice(PREFIX.length + 1)
      const file = find.resolve(`emojibase-data/${language}/compact.json`)
      const entries = JSON.parse(readFileSync(file, 'utf8')) as Entry[]
      const list = entries
        .filter(({ group }) => group !== undefined && group !== COMPONENTS)
        .sort((one, other) => one.order - other.order)
        .map(({ unicode, label, tags = [], group }) => [unicode, label, tags.join(' '), group])
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(list))})`
    },
  }
}
