"""The PostgreSQL server that comes along, and the roles that every PostgreSQL server of ours needs."""
