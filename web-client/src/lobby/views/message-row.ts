import type { Actions } from '../actions/actions'
import type { Row } from '../state/rows'
import { element } from './element'

type MessageRow = Extract<Row, { kind: 'message' }>

const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' })
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })
const EXACT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' })

/** How many colours the style sheet has for senders. */
const HUES = 8

const STATUS = {
  stored: { mark: '✓', words: 'Stored' },
  waiting: { mark: '○', words: 'Waiting to be sent' },
  sending: { mark: '○', words: 'Sending' },
  failed: { mark: '!', words: 'Not sent' },
} as const

export function messageRow(row: Row, actions: Actions): HTMLElement {
  switch (row.kind) {
    case 'day':
      return element('li', { className: 'divider' }, element('span', {}, DAY.format(row.at)))
    case 'missing':
      return element(
        'li',
        { className: 'divider' },
        element('span', {}, `${row.count} earlier messages are no longer kept`),
      )
    case 'message':
      return message(row, actions)
  }
}

function message(row: MessageRow, actions: Actions): HTMLElement {
  const item = element('li', {
    className: 'message',
    attributes: { 'data-status': row.status, 'data-own': String(row.own) },
  })
  if (row.leads) {
    item.classList.add('leads')
    item.append(avatar(row.name), heading(row))
  }
  const bubble = element('div', { className: 'bubble', dir: 'auto', title: EXACT.format(row.at) })
  bubble.append(element('span', { className: 'text' }, row.text))
  if (row.own) bubble.append(mark(row))
  item.append(bubble)
  if (row.status === 'failed') item.append(failure(row, actions))
  return item
}

function avatar(name: string): HTMLElement {
  const initial = Array.from(name.trim())[0]?.toLocaleUpperCase() ?? '?'
  const hue = Array.from(name).reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7)
  return element(
    'span',
    {
      className: 'avatar',
      attributes: { 'aria-hidden': 'true', 'data-hue': String(Math.abs(hue) % HUES) },
    },
    initial,
  )
}

function heading(row: MessageRow): HTMLElement {
  const at = new Date(row.at)
  return element(
    'div',
    { className: 'heading' },
    element('bdi', { className: 'sender' }, row.name),
    element('time', { dateTime: at.toISOString() }, TIME.format(at)),
  )
}

function mark(row: MessageRow): HTMLElement {
  const { mark: sign, words } = STATUS[row.status]
  return element(
    'span',
    { className: 'mark', title: words },
    element('span', { attributes: { 'aria-hidden': 'true' } }, sign),
    element('span', { className: 'visually-hidden' }, words),
  )
}

function failure(row: MessageRow, actions: Actions): HTMLElement {
  const retry = element('button', { className: 'link', type: 'button' }, 'Send again')
  retry.addEventListener('click', () => {
    actions.sendAgain(row.clientId)
  })
  const drop = element('button', { className: 'link', type: 'button' }, 'Discard')
  drop.addEventListener('click', () => {
    actions.discard(row.clientId)
  })
  return element('div', { className: 'failure' }, `Not sent: ${row.reason} `, retry, drop)
}
