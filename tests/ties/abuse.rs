use crate::market::Market;
