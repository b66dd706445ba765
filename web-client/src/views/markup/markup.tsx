import type { Token, Tokens } from 'marked'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import { CodeBlock } from './code-block'
import { isJustEmoji, parseMarkup, safeAddress } from './parse'

type Props = { text: string; mentions?: readonly string[]; me?: string }

/** A message's text. It is made of nodes: no markup is ever given to the browser to read. */
export function Markup({ text, mentions = [], me = '' }: Props) {
  const tokens = useMemo(() => parseMarkup(text), [text])
  const names = useMemo(() => pattern(mentions), [mentions])
  const shown = (list: readonly Token[]): ComponentChildren =>
    list.map((token, index) => <One key={index} token={token} show={shown} names={names} me={me} />)
  return (
    <div class={isJustEmoji(text) ? 'text jumbo' : 'text'} dir="auto">
      {shown(tokens)}
    </div>
  )
}

type OneProps = {
  token: Token
  show: (tokens: readonly Token[]) => ComponentChildren
  names: RegExp | undefined
  me: string
}

function One({ token, show, names, me }: OneProps) {
  const inner = (): ComponentChildren => show('tokens' in token ? (token.tokens ?? []) : [])
  switch (token.type) {
    case 'paragraph':
      return <p dir="auto">{inner()}</p>
    case 'blockquote':
      return <blockquote>{inner()}</blockquote>
    case 'list':
      return <List list={token as Tokens.List} show={show} />
    case 'code':
      return <CodeBlock text={(token as Tokens.Code).text} />
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>
    case 'strong':
      return <strong>{inner()}</strong>
    case 'em':
      return <em>{inner()}</em>
    case 'del':
      return <s>{inner()}</s>
    case 'br':
      return <br />
    case 'space':
      return null
    case 'link':
      return <Link link={token as Tokens.Link}>{inner()}</Link>
    case 'text':
      return 'tokens' in token ? (
        <>{inner()}</>
      ) : (
        <Words text={(token as Tokens.Text).text} names={names} me={me} />
      )
    case 'escape':
      return <>{(token as Tokens.Escape).text}</>
    default:
      return <>{token.raw}</>
  }
}

function List({ list, show }: { list: Tokens.List; show: OneProps['show'] }) {
  const items = list.items.map((item, index) => (
    <li key={index} dir="auto">
      {show(item.tokens)}
    </li>
  ))
  return list.ordered ? <ol start={Number(list.start)}>{items}</ol> : <ul>{items}</ul>
}

function Link({ link, children }: { link: Tokens.Link; children: ComponentChildren }) {
  const address = safeAddress(link.href)
  if (address === undefined) return <>{link.raw}</>
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow" title={address}>
      {children}
    </a>
  )
}

/** Plain words, with the names in them of those who are meant. */
function Words({ text, names, me }: { text: string; names: RegExp | undefined; me: string }) {
  if (names === undefined) return <>{text}</>
  const parts = text.split(names)
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <span key={index} class={isMe(part, me) ? 'mention me' : 'mention'}>
            {part}
          </span>
        ),
      )}
    </>
  )
}

function isMe(mention: string, me: string): boolean {
  const name = mention.slice(1).toLocaleLowerCase()
  return name === 'room' || name === me.toLocaleLowerCase()
}

function pattern(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined
  const longestFirst = [...names].sort((one, other) => other.length - one.length)
  const escaped = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(@(?:${escaped.join('|')}))(?![\\p{L}\\p{N}_])`, 'giu')
}
