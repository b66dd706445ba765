import { zhChat } from './zh-chat'
import { zhPage } from './zh-page'
import type { Catalogue } from './words'

export const zh: Catalogue = {
  ...zhChat,
  ...zhPage,

  'app.name': 'Natter',
  'app.lead': '每一条消息都不会丢失的聊天。',

  'connection.connecting': '正在连接…',
  'connection.offline': '连接已断开，{seconds} 秒后重试。',
  'connection.offline.now': '连接已断开，正在重试…',
  'connection.refused': '服务器已断开连接：{reason}',
  'connection.kept': '您写的内容会保留，并在恢复连接后发送。',
  'connection.try': '立即重试',

  'mark.waiting': '等待连接',
  'mark.sending': '正在发送',
  'mark.stored': '已保存',
  'mark.delivered': '已送达',
  'mark.read': '已读',
  'mark.readers': { other: '{count} 人已读' },
  'mark.names.read': '已读：{names}',
  'mark.names.delivered': '已送达：{names}',
  'mark.failed': '未发送',

  'row.missing': { other: '{count} 条消息已不再保留' },
  'row.unread': '新消息',

  'notification.message': '{name}（{room}）',
  'notification.direct': '{name}',
}
