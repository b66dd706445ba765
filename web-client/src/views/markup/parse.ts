import { Lexer, type Token, Tokenizer } from 'marked'

/** Beyond this a text is shown as it was written: nobody formats that much by hand. */
const MOST_CHARACTERS = 10_000

/**
 * The subset of Markdown that messages have: emphasis, code, quotes, lists and links. The rest, and
 * all markup of pages, stays text.
 */
class Subset extends Tokenizer {
  override code(): undefined {
    return undefined
  }
  override heading(): undefined {
    return undefined
  }
  override lheading(): undefined {
    return undefined
  }
  override hr(): undefined {
    return undefined
  }
  override html(): undefined {
    return undefined
  }
  override def(): undefined {
    return undefined
  }
  override table(): undefined {
    return undefined
  }
  override tag(): undefined {
    return undefined
  }
  override reflink(): undefined {
    return undefined
  }
}

export function parseMarkup(text: string): readonly Token[] {
  if (text.length > MOST_CHARACTERS) return [plain(text)]
  try {
    return new Lexer({ gfm: true, breaks: true, tokenizer: new Subset() }).lex(text)
  } catch {
    return [plain(text)]
  }
}

function plain(text: string): Token {
  return { type: 'text', raw: text, text }
}

const SAFE = new Set(['http:', 'https:', 'mailto:'])

/** The address of a link, if it leads where a link may lead. */
export function safeAddress(address: string): string | undefined {
  try {
    const url = new URL(address)
    return SAFE.has(url.protocol) ? url.href : undefined
  } catch {
    return undefined
  }
}

/** Whether a text is nothing but a few emoji, which are then shown large. */
export function isJustEmoji(text: string): boolean {
  return (
    text.length <= 40 &&
    /^(?:\p{Emoji_Presentation}|\p{Emoji}\uFE0F|\p{Emoji_Modifier}|\u200D|\s){1,24}$/u.test(text)
  )
}
