//! Macros that turn a table of settings into types and functions.
//!
//! A row of `subnet_settings` reads
//!
//! ```text
//! /// Documentation of the variant, with its bounds.
//! Variant(value: Type) by Owner, clauses;
//! ```
//!
//! and its clauses, each of them optional and in this order:
//!
//! | clause | meaning |
//! |---|---|
//! | `by Owner`, `by Root` | the origin that may change the setting: see [`super::Setter`] |
//! | `for_root true` | root has the setting too |
//! | `file "name" unit` | its name in a genesis file, and the function of [`super::ReadSetting`] that reads its value |
//! | `if bound` | the values that are in bounds; any other fails with `ValueNotInBounds` |
//! | `check result` | a check with errors of its own |
//! | `store Map = value` | the map that holds the setting, which a dissolved subnet loses |
//! | `read function` | the setting's value of the stored one, if the two are encoded differently |
//! | `then result` | a further effect, or the only one if the setting is stored elsewhere |
//! | `shown order name: Form = value` | an entry of the clients' list of settings, and a field of their struct |
//! | `listed order name: Form = value` | an entry of the list alone |
//!
//! The rows stand in the order of the variants in SCALE, and a variant must not move.

/// Defines [`super::Hyperparameter`] and all that depends on its variants.
macro_rules! subnet_settings {
    (|$netuid:ident| $($(#[$doc:meta])* $variant:ident($($(#[$attr:meta])* $value:ident: $kind:ident),+) by $setter:ident
        $(, for_root $root:literal)? $(, file $name:literal $unit:ident)? $(, if $bound:expr)? $(, check $check:expr)?
        $(, store $map:ident = $stored:expr $(, read $read:expr)?)? $(, then $effect:expr)?
        $(, shown $order:literal $field:ident: $form:ident = $shown:expr)*
        $(, listed $place:literal $entry:ident: $entry_form:ident = $listed:expr)?;)*) => {
        /// A setting of one subnet. Root has only those that apply to it: [`Self::Tempo`], [`Self::MaxRegistrationsPerBlock`]
        /// and [`Self::ServingRateLimit`].
        #[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize)]
        #[scale_info(replace_segment("settings", "hyperparameters"))]
        pub enum Hyperparameter<AccountId> { $($(#[$doc])* $variant($($(#[$attr])* $kind),+),)* }

        #[allow(unused_variables)]
        impl<AccountId> Hyperparameter<AccountId> {
            /// Names of the settings in a genesis file.
            pub const FILE_NAMES: &'static [&'static str] = &[$($($name,)?)*];

            /// Reads the setting of this name in a genesis file, or returns `None` if there is none.
            pub fn read<R: ReadSetting>(name: &str, value: &R) -> Option<Result<Self, R::Error>> {
                match name { $($($name => Some(value.$unit(Self::$variant)),)?)* _ => None }
            }

            /// Returns the origin that may change the setting.
            pub fn setter(&self) -> Setter { match self { $(Self::$variant(..) => Setter::$setter,)* } }

            /// Returns `true` if root has the setting.
            fn is_for_root(&self) -> bool { match self { $(Self::$variant(..) => false $(|| $root)?,)* } }
        }

        #[allow(unused_variables)]
        impl<T: Config> Pallet<T> {
            fn ensure_in_bounds($netuid: NetUid, setting: &Hyperparameter<T::AccountId>) -> DispatchResult {
                match setting {
                    $(Hyperparameter::$variant($($value),+) => {
                        $(ensure!($bound, Error::<T>::ValueNotInBounds);)?
                        $($check?;)?
                    })*
                }
                Ok(())
            }

            fn write_setting($netuid: NetUid, setting: &Hyperparameter<T::AccountId>) -> DispatchResult {
                match setting {
                    $(Hyperparameter::$variant($($value),+) => { $($map::<T>::insert($netuid, $stored);)? $($effect?;)? })*
                }
                Ok(())
            }

            /// Names the first stored setting of a subnet that is out of its bounds.
            pub(crate) fn setting_out_of_bounds($netuid: NetUid) -> Option<&'static str> {
                let stored: &[Stored] = &[$((
                    concat!("a setting out of its bounds: ", stringify!($variant)),
                    None$(.or_else(|| {
                        let value = $map::<T>::try_get($netuid).ok()?;
                        $(let value = $read(value);)?
                        Some(value.encode())
                    }))?,
                )),*];
                first_fault(stored, |setting: Hyperparameter<T::AccountId>| {
                    Self::ensure_in_bounds($netuid, &setting).is_ok()
                })
            }

            /// Fills in the clients' struct, and returns the entries of their list, each with its place there.
            pub(crate) fn show_settings($netuid: NetUid, all: &mut SubnetHyperparamsV2) -> Vec<(u8, HyperparamEntry)> {
                let mut entries = Vec::new();
                $($(
                    all.$field = $shown;
                    entries.push(($order, entry(stringify!($field), HyperparamValue::$form(all.$field))));
                )*)*
                $($(entries.push(($place, entry(stringify!($entry), HyperparamValue::$entry_form($listed))));)?)*
                entries
            }
        }

        /// Removes the settings of a dissolved subnet. A new one with its netuid starts with the defaults.
        pub(crate) fn remove_for_subnet<T: Config>(netuid: NetUid) {
            $($($map::<T>::remove(netuid);)?)*
            crate::LastOwnerChanges::<T>::remove(netuid);
        }
    };
}

/// Defines [`super::NetworkParameter`] and all that depends on its variants. Its rows have fewer clauses; root sets them all.
macro_rules! network_settings {
    ($($(#[$doc:meta])* $variant:ident($(#[$attr:meta])* $value:ident: $kind:ident), file $name:literal $unit:ident
        $(, if $bound:expr)?, store $item:ident = $stored:expr;)*) => {
        /// A setting of the whole network.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo, Serialize, Deserialize)]
        #[scale_info(replace_segment("settings", "hyperparameters"))]
        pub enum NetworkParameter { $($(#[$doc])* $variant($(#[$attr])* $kind),)* }

        #[allow(unused_variables)]
        impl NetworkParameter {
            /// Names of the settings in a genesis file.
            pub const FILE_NAMES: &'static [&'static str] = &[$($name,)*];

            /// Reads the setting of this name in a genesis file, or returns `None` if there is none.
            pub fn read<R: ReadSetting>(name: &str, value: &R) -> Option<Result<Self, R::Error>> {
                match name { $($name => Some(value.$unit(Self::$variant)),)* _ => None }
            }

            fn is_in_bounds<T: Config>(self) -> bool { match self { $(Self::$variant($value) => true $(&& $bound)?,)* } }

            /// Names the first setting of the network that is out of its bounds.
            pub(crate) fn out_of_bounds<T: Config>() -> Option<&'static str> {
                let stored: &[Stored] = &[$((
                    concat!("a setting out of its bounds: ", stringify!($variant)),
                    Some($item::<T>::get().encode()),
                )),*];
                first_fault(stored, |setting: Self| setting.is_in_bounds::<T>())
            }

            fn write<T: Config>(self) { match self { $(Self::$variant($value) => $item::<T>::put($stored),)* } }
        }
    };
}

pub(super) use {network_settings, subnet_settings};
