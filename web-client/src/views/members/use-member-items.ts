import { Ban, Crown, MessageCircle, Shield, User, UserX, Volume2, VolumeX } from 'lucide'
import type { Outcome } from '../../actions/actions'
import type { Member } from '../../state/state'
import { useActions, useI18n } from '../app'
import type { MenuItem } from '../parts/menu'
import { useHasRole, useMe } from '../parts/names'

const MINUTE_MILLIS = 60_000
const HOUR_MILLIS = 60 * MINUTE_MILLIS

/** What one can do with a member, depending on what one is oneself. */
export function useMemberItems(room: string, member: Member): readonly MenuItem[] {
  const { t } = useI18n()
  const act = useActions()
  const me = useMe()
  const moderates = useHasRole(room, 'moderator')
  const owns = useHasRole(room, 'owner')
  const { user } = member
  if (user === me.id) return []
  const item = (
    label: string,
    icon: NonNullable<MenuItem['icon']>,
    work: () => Promise<Outcome>,
    bad = false,
  ): MenuItem => ({ label, icon, bad, act: () => void work() })

  const items = [item(t('people.write'), MessageCircle, () => act.openDirect(user))]
  if (!moderates || (member.role === 'owner' && !owns)) return items
  if (member.banned) {
    items.push(item(t('member.unban'), User, () => act.unban(room, user)))
    return items
  }
  if (owns) {
    const to = (role: 'member' | 'moderator' | 'owner') => () => act.setRole(room, user, role)
    if (member.role !== 'owner') items.push(item(t('member.make-owner'), Crown, to('owner')))
    if (member.role !== 'moderator') {
      items.push(item(t('member.make-moderator'), Shield, to('moderator')))
    }
    if (member.role !== 'member') items.push(item(t('member.make-member'), User, to('member')))
  }
  if (member.mutedUntil !== undefined && member.mutedUntil > Date.now()) {
    items.push(item(t('member.unmute'), Volume2, () => act.unmuteMember(room, user)))
  } else {
    const mute = (millis: number) => () => act.muteMember(room, user, millis)
    items.push(item(t('member.mute-minutes'), VolumeX, mute(10 * MINUTE_MILLIS)))
    items.push(item(t('member.mute-day'), VolumeX, mute(24 * HOUR_MILLIS)))
  }
  items.push(item(t('member.kick'), UserX, () => act.kick(room, user), true))
  items.push(item(t('member.ban'), Ban, () => act.ban(room, user), true))
  return items
}
