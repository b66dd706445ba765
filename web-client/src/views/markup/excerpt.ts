import type { Token, Tokens } from 'marked'
import { parseMarkup } from './parse'

/** How much of a message stands for all of it. */
const MOST_CHARACTERS = 160

/** Markup takes room as well: so many times as much is read to find as much text. */
const READ_TIMES = 4

/** The beginning of what a message says, in one line and without its markup. */
export function excerpt(text: string, most = MOST_CHARACTERS): string {
  const said = words(parseMarkup(text.slice(0, READ_TIMES * most)))
  return said.replace(/\s+/g, ' ').trim().slice(0, most)
}

function words(tokens: readonly Token[]): string {
  return tokens.map(wordsOf).join('')
}

function wordsOf(token: Token): string {
  switch (token.type) {
    case 'br':
    case 'space':
      return ' '
    case 'list':
      return (token as Tokens.List).items.map((item) => `${words(item.tokens)} `).join('')
    case 'code':
      return `${(token as Tokens.Code).text} `
    case 'paragraph':
    case 'blockquote':
      return `${words(token.tokens ?? [])} `
    default:
      if ('tokens' in token) return words(token.tokens ?? [])
      return 'text' in token ? String(token.text) : token.raw
  }
}
