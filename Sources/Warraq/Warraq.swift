@_exported public import WarraqCore
@_exported public import WarraqModel
