import { readFileSync } from 'node:fs'
import type { HtmlTagDescriptor, Plugin, Rolldown } from 'vite'

const SOURCE = 'src/first.js'

/** The letters of the page, which are wanted with the first of its words. */
const FONT = /figtree-latin-wght-normal-[^/]*\.woff2$/

/** What somebody who is signed in needs beside the first script. */
const CHAT = [/views\/chat-page\.tsx$/, /connection\/socket-link\.ts$/]

/**
 * Puts into the page what its first view needs: the font, the script that runs before anything is
 * drawn, and the names of the scripts of a chat, which that script fetches for who is signed in.
 */
export function firstView(): Plugin {
  let isBuild = false
  return {
    name: 'first-view',
    configResolved: ({ command }) => {
      isBuild = command === 'build'
    },
    buildStart() {
      if (!isBuild) return
      this.emitFile({ type: 'asset', name: 'first.js', source: readFileSync(SOURCE, 'utf8') })
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle }) => {
        if (bundle === undefined) return [script(`/${SOURCE}`)]
        const files = Object.keys(bundle)
        const font = only(files.filter((file) => FONT.test(file)))
        const first = only(files.filter((file) => /\/first-[^/]*\.js$/.test(file)))
        return [
          link({ rel: 'preload', as: 'font', crossorigin: true, href: `./${font}` }),
          ...chatFiles(bundle).map((file) => link({ rel: 'chat', href: `./${file}` })),
          script(`./${first}`),
        ]
      },
    },
  }
}

function script(src: string): HtmlTagDescriptor {
  return { tag: 'script', attrs: { src }, injectTo: 'head' }
}

function link(attrs: Readonly<Record<string, string | boolean>>): HtmlTagDescriptor {
  return { tag: 'link', attrs: { ...attrs }, injectTo: 'head' }
}

/** The scripts of a chat and what they import, without what the page loads anyway. */
function chatFiles(bundle: Rolldown.OutputBundle): readonly string[] {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
  const wanted = (from: readonly string[]): ReadonlySet<string> => {
    const found = new Set<string>()
    const follow = (file: string): void => {
      if (found.has(file)) return
      found.add(file)
      chunks.find(({ fileName }) => fileName === file)?.imports.forEach(follow)
    }
    from.forEach(follow)
    return found
  }
  const entries = chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName)
  const roots = CHAT.map((module) =>
    only(chunks.filter(({ facadeModuleId }) => module.test(facadeModuleId ?? ''))),
  )
  const anyway = wanted(entries)
  return [...wanted(roots.map(({ fileName }) => fileName))].filter((file) => !anyway.has(file))
}

function only<Value>(found: readonly Value[]): Value {
  const [value] = found
  if (value === undefined || found.length > 1) throw new Error('The first view lacks a part.')
  return value
}
